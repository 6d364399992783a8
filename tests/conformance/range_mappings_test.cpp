// Rules for range mappings; README.md lists them.
#include <catch2/catch.hpp>

#include "tests/conformance/rules.hpp"

namespace smcache::test {
namespace {

// Which mappings are ranges: "0100" and so on.
std::string ranges_of(const Converted& made) {
  std::string ranges;
  for (const Mapping& mapping : made.cache.mappings()) ranges += mapping.is_range ? '1' : '0';
  return ranges;
}

std::string with_ranges(const std::string& mappings, const std::string& ranges) {
  return map_with(mappings, ",\"rangeMappings\":\"" + ranges + "\"");
}

}  // namespace

TEST_CASE("rangeMappings names mappings of each line by distance, from just before the first") {
  CHECK(ranges_of(accepted(with_ranges("A,C,C,C;A,C;A", "BC;;B"))) == "1010001");
  CHECK(ranges_of(accepted(with_ranges("A,C,C,C;A,C;A", "D;C"))) == "0010010");
  CHECK(ranges_of(accepted(with_ranges("A,C", ""))) == "00");
  CHECK(ranges_of(accepted(with_ranges("A", ";;;"))) == "0");
}

TEST_CASE("places count segments in map order, before sorting, and broken ones too") {
  CHECK(ranges_of(accepted(with_ranges("I,D", "B"))) == "01");
  CHECK(ranges_of(mended(with_ranges("A,!,C", "D"), ErrorCode::vlq_invalid)) == "01");
}

TEST_CASE("an entry of rangeMappings that cannot be is ignored with a warning") {
  CHECK(ranges_of(mended(with_ranges("A,C", "A"), ErrorCode::range_mappings_invalid)) == "00");   // zero
  CHECK(ranges_of(mended(with_ranges("A,C", "BA"), ErrorCode::range_mappings_invalid)) == "10");  // the same twice
  CHECK(ranges_of(mended(with_ranges("A,C", "!B"), ErrorCode::range_mappings_invalid)) == "10");  // not base64
  CHECK(ranges_of(mended(with_ranges("A,C", "D"), ErrorCode::range_mappings_invalid)) == "00");   // past the line
  CHECK(ranges_of(mended(with_ranges("A,C", ";B"), ErrorCode::range_mappings_invalid)) == "00");  // past the last line
  CHECK(ranges_of(mended(with_ranges("A;;C", ";B;B"), ErrorCode::range_mappings_invalid)) == "01");  // an empty line
  CHECK(ranges_of(mended(with_ranges("A,C", "Bg"), ErrorCode::range_mappings_invalid)) == "10");     // cut short
  CHECK(ranges_of(mended(with_ranges("A,C", "ggggggEB"), ErrorCode::range_mappings_invalid)) == "10");
  mended(map_with("A", ",\"rangeMappings\":7"), ErrorCode::range_mappings_invalid);
}

TEST_CASE("on its own line a range mapping moves with the column") {
  const auto made = accepted(with_ranges("EAUK,gBAAA", "B"));  // column 2 -> 10:5, column 18 -> 10:5
  CHECK(made.cache.lookup({0, 2}).original == Position{10, 5});
  CHECK(made.cache.lookup({0, 9}).original == Position{10, 12});
  CHECK(made.cache.lookup({0, 9}).is_range);
  CHECK(made.cache.lookup({0, 30}).original == Position{10, 5});
  CHECK_FALSE(made.cache.lookup({0, 30}).is_range);
}

TEST_CASE("on later lines a range mapping moves with the line, and the column is as it is") {
  const auto made = accepted(with_ranges("EAUK;;;KAAA", "B"));
  CHECK(made.cache.lookup({1, 0}).original == Position{11, 0});
  CHECK(made.cache.lookup({2, 100}).original == Position{12, 100});
  CHECK(made.cache.lookup({3, 4}).original == Position{13, 4});
  CHECK(made.cache.lookup({3, 5}).original == Position{10, 5});
  CHECK(made.cache.lookup({4, 0}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({2, 7}).generated == Position{0, 2});
}

TEST_CASE("only the last of the mappings at one place reaches on") {
  const auto plain_last = accepted(with_ranges("AAAA,AAAA", "B"));
  CHECK(plain_last.cache.lookup({1, 0}).status == LookupStatus::not_found);
  const auto range_last = accepted(with_ranges("AAAA,AACA", "C"));
  CHECK(range_last.cache.lookup({1, 0}).original == Position{2, 0});
}

TEST_CASE("an unmapped range mapping reaches over line ends as well, as unmapped") {
  const auto made = accepted(with_ranges("A", "B"));
  CHECK(made.cache.lookup({5, 5}).status == LookupStatus::unmapped);
}

TEST_CASE("a range mapping stops at the last place that can be told") {
  const auto made = accepted(with_ranges("AA+/////D+/////D", "B"));
  CHECK(made.cache.lookup({0, 0xFFFFFFFF}).original == Position{0x7FFFFFFF, 0xFFFFFFFF});
  CHECK(made.cache.lookup({0xFFFFFFFF, 3}).original == Position{0xFFFFFFFF, 3});
}

}  // namespace smcache::test
