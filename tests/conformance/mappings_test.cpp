// Rules for the mappings string; README.md lists them.
#include <catch2/catch.hpp>

#include "tests/conformance/rules.hpp"
#include "tests/property/mappings_writer.hpp"

namespace smcache::test {
namespace {

// 2^31-1 as a VLQ: three of them pass 2^32-1.
const std::string kLargest = "+/////D";

std::vector<Mapping> mappings_of(const Converted& made) {
  std::vector<Mapping> mappings;
  for (const Mapping& mapping : made.cache.mappings()) mappings.push_back(mapping);
  return mappings;
}

Mapping mapping(Position generated, std::uint32_t source, Position original, std::uint32_t name = kNone) {
  return {generated, original, source, name, false};
}

}  // namespace

TEST_CASE("a segment of base64 VLQs that does not decode is skipped, and the running state stays") {
  for (const char* broken :
       {"!", "A!", "g", "AAAg", "A A", "AA=AA", "ggggggE", "A+/////H", "hgggggE", "gggggggggggggE"}) {
    const auto made = mended(map_with("CAAA," + std::string(broken) + ",CACA"), ErrorCode::vlq_invalid);
    CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 1}, 0, {0, 0}), mapping({0, 2}, 0, {1, 0})});
  }
}

TEST_CASE("a segment of two, three or more than five fields is skipped, and the running state stays") {
  for (const char* broken : {"CC", "CCC", "CCCCCC", "CCCCCCCCCC"}) {
    const auto made = mended(map_with("CAAA," + std::string(broken) + ",CACA"), ErrorCode::segment_length_invalid);
    CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 1}, 0, {0, 0}), mapping({0, 2}, 0, {1, 0})});
  }
}

TEST_CASE("an empty segment is skipped, wherever it stands on its line") {
  CHECK(mappings_of(mended(map_with("A,,C"), ErrorCode::segment_empty)).size() == 2);
  CHECK(mappings_of(mended(map_with(",A"), ErrorCode::segment_empty)).size() == 1);
  CHECK(mappings_of(mended(map_with("A,;A"), ErrorCode::segment_empty)).size() == 2);
  CHECK(mappings_of(mended(map_with(","), ErrorCode::segment_empty, 2)).empty());
}

TEST_CASE("empty lines are normal: at the start, at the end and in runs") {
  const auto made = accepted(map_with(";;;AAAA;;;;A;;"));
  CHECK(mappings_of(made) == std::vector<Mapping>{mapping({3, 0}, 0, {0, 0}), mapping({7, 0}, kNone, {0, 0})});
  CHECK(made.cache.info().lines == 8);
}

TEST_CASE("the standard's examples of VLQs decode to its values, and negative zero to -2^31") {
  const auto made = accepted(map_with("AAiBA,CAAU,CAAV"));
  CHECK(made.cache.mapping(0)->original == Position{17, 0});
  CHECK(made.cache.mapping(1)->original == Position{17, 10});
  CHECK(made.cache.mapping(2)->original == Position{17, 0});
  const auto zero = mended(map_with("AAAA,AABA"), ErrorCode::original_position_negative);
  CHECK(zero.cache.lookup({0, 0}).status == LookupStatus::unmapped);
}

TEST_CASE("VLQs may have any number of leading zero digits") {
  const std::string zeros(100000, 'g');
  const auto made = accepted(map_with("i" + zeros + "A,CAA" + std::string("0") + zeros + "A"));
  CHECK(made.cache.mapping(0)->generated.column == 1);
  CHECK(made.cache.mapping(1)->original.column == 10);
}

TEST_CASE("the largest values of 32 bits are taken") {
  const auto made = accepted(map_with(kLargest + "A" + kLargest + kLargest + "A"));
  CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 0x7FFFFFFF}, 0, {0x7FFFFFFF, 0x7FFFFFFF}, 0)});
}

TEST_CASE("a mapping with a negative generated column is dropped, and the running state goes on") {
  const auto made = mended(map_with("CAAA,FACA,ICAA"), ErrorCode::generated_column_negative);
  CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 1}, 0, {0, 0}), mapping({0, 3}, 1, {1, 0})});
}

TEST_CASE("a mapping whose source is out of range is kept, unmapped") {
  for (const char* source : {"E", "D", "+/////D"}) {
    const auto made = mended(map_with("A" + std::string(source) + "AAA"), ErrorCode::source_out_of_range);
    CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 0}, kNone, {0, 0})});
  }
  // The index comes back into range.
  const auto back = mended(map_with("AEAA,CDAA"), ErrorCode::source_out_of_range);
  CHECK(back.cache.mapping(1)->source == 1);
}

TEST_CASE("a mapping with a negative original line or column is kept, unmapped") {
  CHECK(mended(map_with("AADA"), ErrorCode::original_position_negative).cache.mapping(0)->source == kNone);
  CHECK(mended(map_with("AAAD"), ErrorCode::original_position_negative).cache.mapping(0)->source == kNone);
}

TEST_CASE("a mapping whose name is out of range is kept, without a name") {
  for (const char* name : {"E", "D"}) {
    const auto made = mended(map_with("AAAA" + std::string(name)), ErrorCode::name_out_of_range);
    CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 0}, 0, {0, 0})});
  }
}

TEST_CASE("a mapping with a line or column past 2^32-1 is dropped") {
  const std::string twice = kLargest + "," + kLargest + ",C";  // 2^32-1
  CHECK(mappings_of(accepted(map_with(twice))).back().generated.column == 0xFFFFFFFF);
  CHECK(mappings_of(mended(map_with(twice + ",C,D"), ErrorCode::position_too_large)).size() == 4);
  const std::string lines = "AA" + kLargest + "A,AA" + kLargest + "A,AACA";
  CHECK(mappings_of(accepted(map_with(lines))).back().original.line == 0xFFFFFFFF);
  CHECK(mappings_of(mended(map_with(lines + ",AACA"), ErrorCode::position_too_large)).size() == 3);
  const std::string columns = "AAA" + kLargest + ",AAA" + kLargest + ",AAAC";
  CHECK(mappings_of(accepted(map_with(columns))).back().original.column == 0xFFFFFFFF);
  CHECK(mappings_of(mended(map_with(columns + ",AAAC"), ErrorCode::position_too_large)).size() == 3);
}

TEST_CASE("columns out of order are sorted, stably, and that is no fault") {
  const auto made = accepted(map_with("IAAA,DAAC,CAAC,FAAC;CAAA,DAAA"));
  CHECK(mappings_of(made) == std::vector<Mapping>{mapping({0, 2}, 0, {0, 3}), mapping({0, 3}, 0, {0, 1}),
                                                  mapping({0, 4}, 0, {0, 0}), mapping({0, 4}, 0, {0, 2}),
                                                  mapping({1, 0}, 0, {0, 3}), mapping({1, 1}, 0, {0, 3})});
}

TEST_CASE("neighbours with the same original position, and many mappings at one place, all stay") {
  CHECK(mappings_of(accepted(map_with("AAAA,CAAA,CAAA"))).size() == 3);
  std::string many = "AAAA";
  for (int i = 0; i < 1000; ++i) many += ",AACA";
  const auto made = accepted(map_with(many));
  CHECK(made.cache.lookup({0, 5}).original.line == 1000);
  CHECK(made.cache.lookup_all({0, 5}).size() == 1001);
}

TEST_CASE("the first fault stops strict conversion, and its message names the place") {
  ConvertOptions options;
  options.strict = true;
  options.input_name = "app.js.map";
  const std::string json = map_with("AAAA;;;AAAA,CSAA");
  const auto made = convert(std::as_bytes(std::span(json)), options);
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().message == "app.js.map: mappings: segment 2 on line 4: source index 9, but there are 2 sources");
}

TEST_CASE("a message counts how often, and names the first place") {
  const auto made = lenient(map_with("AAAA,!,?;,"));
  REQUIRE(made.conversion.warnings.size() == 2);
  CHECK(made.conversion.warnings[0].code == ErrorCode::vlq_invalid);
  CHECK(made.conversion.warnings[0].count == 2);
  CHECK(made.conversion.warnings[0].message.find("segment 2 on line 1") != std::string::npos);
  CHECK(made.conversion.warnings[1].count == 2);
}

}  // namespace smcache::test
