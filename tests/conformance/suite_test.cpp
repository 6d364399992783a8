#include "tests/conformance/suite.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

namespace smcache::test {
namespace {

void run(const std::filesystem::path& directory) {
  const auto cases = read_suites(directory);
  INFO(directory.string());
  REQUIRE_FALSE(cases.empty());
  for (const SuiteCase& suite_case : cases) {
    const std::string problem = run_case(suite_case);
    INFO(suite_case.name);
    CHECK(problem == "");
  }
}

}  // namespace

TEST_CASE("every case of this project's own suite holds") { run(SMCACHE_TESTS_DIR "/conformance/cases"); }

TEST_CASE("every case of the suites in SMCACHE_CONFORMANCE_DIR holds, where that is set") {
  // Not a skip: without the variable there is nothing more to hold.
  if (const char* directory = std::getenv("SMCACHE_CONFORMANCE_DIR")) run(directory);
}

TEST_CASE("the runner notices what does not hold") {
  const auto cases = read_suites(SMCACHE_TESTS_DIR "/conformance/cases");
  const auto named = [&](const std::string& name) {
    for (const SuiteCase& suite_case : cases) {
      if (suite_case.name == name) return suite_case;
    }
    throw std::runtime_error("no case " + name);
  };
  SuiteCase valid = named("a name, then none");
  REQUIRE(run_case(valid) == "");
  for (auto& [field, wrong] : std::vector<std::pair<std::string, nlohmann::json>>{{"originalLine", 77},
                                                                                  {"originalColumn", 77},
                                                                                  {"originalSource", "other.js"},
                                                                                  {"mappedName", "other"},
                                                                                  {"originalLine", nullptr},
                                                                                  {"actionType", "checkNothing"}}) {
    SuiteCase changed = valid;
    changed.actions[0][field] = wrong;
    INFO(field);
    CHECK(run_case(changed) != "");
  }
  valid.valid = false;
  CHECK(run_case(valid) != "");
  SuiteCase invalid = named("a character outside the alphabet");
  invalid.valid = true;
  CHECK(run_case(invalid) != "");
  SuiteCase ignored = named("an ignore list");
  ignored.actions[0]["present"] = nlohmann::json::array();
  CHECK(run_case(ignored) != "");
  SuiteCase two_steps = named("through two maps");
  two_steps.actions[0]["originalColumn"] = 77;
  CHECK(run_case(two_steps) != "");
}

}  // namespace smcache::test
