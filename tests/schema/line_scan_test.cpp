#include "schema/line_scan.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/oracle/source_map.hpp"
#include "tests/property/random_text.hpp"

using smcache::detail::find_line_end;

namespace {

std::vector<std::string_view> lines(std::string_view text, bool line_feeds_only) {
  std::vector<std::string_view> found;
  for (;;) {
    const auto end = find_line_end(text, line_feeds_only);
    found.push_back(text.substr(0, end.length));
    if (end.next == std::string_view::npos) return found;
    text.remove_prefix(end.next);
  }
}

}  // namespace

TEST_CASE("lines end where the naive splitter ends them") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(200); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    const std::string text = smcache::test::random_content(random, 50);
    CHECK(lines(text, false) == smcache::oracle::lines_of(text));
  }
}

TEST_CASE("where line feeds are known to be the only terminators, both ways agree") {
  const std::string_view text = "a\n\nb\xE2\x80\xA7\n";
  CHECK(lines(text, true) == lines(text, false));
  CHECK(lines(text, true).size() == 4);
}

TEST_CASE("a terminator that is cut short at the end of the text is none") {
  CHECK(lines("a\xE2\x80", false).size() == 1);
  CHECK(lines("a\xE2", false).size() == 1);
  CHECK(lines("a\r", false).size() == 2);
  CHECK(lines("", false).size() == 1);
}
