// README.md lists which test holds which rule: every test that it names is there.
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>

#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

// The sources of this program.
std::string sources() {
  std::string text;
  for (const auto& entry : std::filesystem::directory_iterator(SMCACHE_TESTS_DIR "/conformance")) {
    if (entry.path().extension() == ".cpp") text += read_file(entry.path());
  }
  return text;
}

// "name of a test" or "its beginning ...".
bool is_named(const std::string& text, std::string name) {
  const bool whole = !name.ends_with(" ...");
  if (!whole) name.resize(name.size() - 4);
  return text.find("TEST_CASE(\"" + name + (whole ? "\"" : "")) != std::string::npos;
}

}  // namespace

TEST_CASE("every test that the table of rules names is there") {
  const std::string tests = sources();
  const std::string table = read_file(SMCACHE_TESTS_DIR "/conformance/README.md");
  const std::regex cell("conformance_test: ([^|]*)");
  std::size_t checked = 0;
  for (std::sregex_iterator at(table.begin(), table.end(), cell); at != std::sregex_iterator(); ++at) {
    std::istringstream parts((*at)[1]);
    for (std::string part; std::getline(parts, part, ';');) {
      const auto begin = part.find_first_not_of(' ');
      const auto end = part.find_last_not_of(' ');
      const std::string name = part.substr(begin, end - begin + 1);
      if (name.find("_test: ") != std::string::npos) break;  // of another program
      INFO(name);
      CHECK(is_named(tests, name));
      ++checked;
    }
  }
  CHECK(checked > 60);
}

}  // namespace smcache::test
