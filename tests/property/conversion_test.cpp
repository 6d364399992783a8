// Random maps, converted and compared with the oracle in everything that a cache answers.
#include <catch2/catch.hpp>

#include "tests/property/differences.hpp"
#include "tests/property/mappings_writer.hpp"
#include "tests/property/random_map.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

// Converts and compares. Says the map where there is a difference and the map is small.
void check(const std::string& json, bool strict, Random& random) {
  INFO((json.size() < 4000 ? json : "a map of " + std::to_string(json.size()) + " bytes"));
  const auto expected = oracle::decode(json, strict ? oracle::Mode::strict : oracle::Mode::lenient);
  REQUIRE(std::holds_alternative<oracle::SourceMap>(expected));
  const auto& map = std::get<oracle::SourceMap>(expected);

  ConvertOptions options;
  options.strict = strict;
  const auto conversion = convert(as_bytes(json), options);
  if (!conversion.ok()) FAIL(conversion.error().message);
  const auto cache = Cache::from_bytes(conversion->cache.bytes());
  if (!cache.ok()) FAIL(cache.error().message);
  const auto verified = cache->verify();
  if (!verified.ok()) FAIL(verified.error().message);

  CHECK(conversion->mappings == map.mappings.size());
  CHECK(conversion->sources == map.sources.size());
  CHECK(conversion->names == map.names.size());
  REQUIRE(warning_difference(map, *conversion, *cache) == "");
  REQUIRE(content_difference(map, *cache) == "");
  REQUIRE(text_difference(map, *cache, random) == "");
  REQUIRE(lookup_difference(map, *cache, interesting_positions(map, random, 300)) == "");
}

template <typename Make>
void check_rounds(std::uint64_t usual, const Make& make) {
  for (std::uint64_t round = 0; round < rounds(usual); ++round) {
    const std::uint64_t from = seed() + round;
    INFO("again with SMCACHE_SEED=" << from);
    Random random(from);
    check(make(random), random.chance(0.5), random);
  }
}

}  // namespace

TEST_CASE("a converted map of any shape answers as the naive decoder does") {
  for (const Shape& shape : shapes()) {
    DYNAMIC_SECTION(shape.name) {
      check_rounds(6, [&](Random& random) { return random_map(random, shape, random_style(random)); });
    }
  }
}

TEST_CASE("a bundle, nearly all of which is one line, answers as the naive decoder does") {
  check_rounds(40, [](Random& random) {
    MappingsWriter mappings;
    const auto short_lines = [&] {
      for (auto count = random.below(random.chance(0.2) ? 1200 : 70); count > 0; --count) {
        if (random.chance(0.3)) mappings.segment(random.between(0, 3), WrittenOriginal{0, random.between(0, 9), 0, {}});
        mappings.next_line();
      }
    };
    short_lines();
    std::int64_t column = 0;
    for (auto count = random.between(100, 1000); count > 0; --count) {
      column += random.between(1, 40);
      mappings.segment(column, WrittenOriginal{0, random.between(0, 99), random.between(0, 99), {}});
    }
    mappings.next_line();
    short_lines();
    return R"({"version":3,"sources":["a"],"names":[],"mappings":")" + mappings.text() + R"("})";
  });
}

TEST_CASE("a converted index map answers as the naive decoder does") {
  check_rounds(40, [](Random& random) { return random_index_map(random, random_style(random), 2); });
}

}  // namespace smcache::test
