// Inputs at and past the limits: each has its error, and costs no more than its size allows.
#include <catch2/catch.hpp>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/conformance/rules.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (; times > 0; --times) all += text;
  return all;
}

}  // namespace

TEST_CASE("JSON nested deep in a field that nobody reads is refused, not overrun") {
  for (const std::size_t depth : {std::size_t{1000}, std::size_t{2000}, std::size_t{100000}, std::size_t{1000000}}) {
    for (const auto& [open, close] : {std::pair{"[", "]"}, std::pair{"{\"a\":", "}"}}) {
      const std::string json = map_with("AAAA", ",\"x\":" + repeated(open, depth) + "1" + repeated(close, depth));
      const auto made = convert(as_bytes(json));
      INFO(depth);
      CHECK(made.ok() == (depth <= 1000));
      if (!made.ok()) CHECK(made.error().code == ErrorCode::json_invalid);
    }
  }
}

TEST_CASE("sections nested ever deeper are refused") {
  const std::string open = R"({"version":3,"sections":[{"offset":{"line":0,"column":0},"map":)";
  const std::string json =
      repeated(open, 20000) + R"({"version":3,"sources":[],"mappings":""})" + repeated("}]}", 20000);
  const auto made = convert(as_bytes(json));
  REQUIRE_FALSE(made.ok());
  CHECK((made.error().code == ErrorCode::sections_too_deep || made.error().code == ErrorCode::json_invalid));
}

TEST_CASE("a section at 2^32 is mended as any wrong offset is") {
  const std::string json =
      R"({"version":3,"sections":[{"offset":{"line":4294967296,"column":0},"map":)" + map_with("AAAA") + "}]}";
  CHECK(strict_error(json) == ErrorCode::section_offset_invalid);
  const auto made = convert(as_bytes(json));
  REQUIRE(made.ok());
  CHECK(made->mappings == 1);
}

TEST_CASE("the last line and column of all can be mapped and looked up") {
  const std::string json =
      R"({"version":3,"sections":[{"offset":{"line":4294967295,"column":4294967295},"map":)" + map_with("AAAA") + "}]}";
  const auto made = strict(json);
  CHECK(made.cache.lookup({0xFFFFFFFF, 0xFFFFFFFF}).status == LookupStatus::found);
  CHECK(made.cache.lookup({0xFFFFFFFF, 0xFFFFFFFE}).status == LookupStatus::not_found);
}

TEST_CASE("ten million empty lines cost next to nothing in the cache") {
  const std::string json = map_with(repeated(";", 10000000) + "AAAA");
  const auto made = convert(as_bytes(json));
  REQUIRE(made.ok());
  CHECK(made->cache.bytes().size() < 2000);
  const auto cache = Cache::from_bytes(made->cache.bytes());
  CHECK(cache->lookup({10000000, 0}).status == LookupStatus::found);
  CHECK(cache->lookup({9999999, 0}).status == LookupStatus::not_found);
}

TEST_CASE("a megabyte of continuation digits is one number") {
  const std::string zeros(1 << 20, 'g');
  CHECK(strict(map_with("i" + zeros + "A")).cache.mapping(0)->generated.column == 1);
  CHECK(strict_error(map_with(zeros + "C")) == ErrorCode::vlq_invalid);
}

TEST_CASE("many sources and names are taken") {
  const std::string json = R"({"version":3,"sources":[)" + repeated("\"\",", 299999) + R"("last"],"names":[)" +
                           repeated("\"n\",", 299999) + R"("last"],"mappings":"AAAA"})";
  const auto made = convert(as_bytes(json));
  REQUIRE(made.ok());
  CHECK(made->sources == 300000);
  CHECK(made->names == 300000);
  CHECK(Cache::from_bytes(made->cache.bytes())->source(299999).name() == "last");
}

TEST_CASE("input past the limit that was set is refused before it is read") {
  ConvertOptions options;
  options.max_input_bytes = 100;
  const std::string json = map_with(std::string(200, ';'));
  const auto made = convert(as_bytes(json), options);
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().code == ErrorCode::input_too_large);
}

TEST_CASE("lines and columns that add up to more than a cache can place are an error with a reason") {
  // Each line ends at column 2^32-1: 2^24 of them pass 2^56, the end of all linear positions.
  const std::string line = "+/////D,+/////D,C;";
  const std::string json = R"({"version":3,"sources":[],"mappings":")" + repeated(line, (1 << 24) + 1) + "\"}";
  const auto made = convert(as_bytes(json));
  REQUIRE_FALSE(made.ok());
  CHECK(made.error().code == ErrorCode::output_too_large);
  CHECK_FALSE(made.error().message.empty());
}

}  // namespace smcache::test
