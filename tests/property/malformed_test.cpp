// Malformed maps: lenient conversion mends exactly what the oracle mends, and strict conversion fails
// on exactly what the oracle finds wrong.
#include <catch2/catch.hpp>
#include <optional>
#include <set>

#include "tests/property/differences.hpp"
#include "tests/property/malformed_map.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

std::optional<ErrorCode> error_of(const std::variant<oracle::SourceMap, ErrorCode>& decoded) {
  const auto* code = std::get_if<ErrorCode>(&decoded);
  return code == nullptr ? std::nullopt : std::optional(*code);
}

// Codes of the 300 group stand for faults that lenient conversion mends.
bool is_mendable(ErrorCode code) { return static_cast<std::int32_t>(code) >= 300; }

void check_same(const oracle::SourceMap& map, const Conversion& conversion, Random& random) {
  const auto cache = Cache::from_bytes(conversion.cache.bytes());
  if (!cache.ok()) FAIL(cache.error().message);
  const auto verified = cache->verify();
  if (!verified.ok()) FAIL(verified.error().message);
  REQUIRE(warning_difference(map, conversion, *cache) == "");
  REQUIRE(content_difference(map, *cache) == "");
  REQUIRE(text_difference(map, *cache, random) == "");
  REQUIRE(lookup_difference(map, *cache, interesting_positions(map, random, 100)) == "");
}

// What stops the oracle stops the library, if perhaps with another code where several things are wrong.
void check_lenient(const std::string& json, Random& random) {
  const auto expected = oracle::decode(json, oracle::Mode::lenient);
  const auto actual = convert(as_bytes(json));
  if (const auto code = error_of(expected)) {
    INFO("the oracle: " << error_name(*code));
    REQUIRE_FALSE(actual.ok());
    CHECK_FALSE(is_mendable(actual.error().code));
    CHECK_FALSE(actual.error().message.empty());
  } else {
    if (!actual.ok()) FAIL(actual.error().message);
    check_same(std::get<oracle::SourceMap>(expected), *actual, random);
  }
}

void check_strict(const std::string& json, Random& random) {
  const auto expected = oracle::decode(json, oracle::Mode::strict);
  ConvertOptions options;
  options.strict = true;
  const auto actual = convert(as_bytes(json), options);
  const auto code = error_of(expected);
  if (!code) {
    if (!actual.ok()) FAIL(actual.error().message);
    check_same(std::get<oracle::SourceMap>(expected), *actual, random);
    return;
  }
  INFO("the oracle: " << error_name(*code));
  REQUIRE_FALSE(actual.ok());
  INFO(actual.error().message);
  const auto lenient = oracle::decode(json, oracle::Mode::lenient);
  if (error_of(lenient)) return;
  // Which of several faults comes first is a matter of the order of reading; it is one of them.
  const auto& map = std::get<oracle::SourceMap>(lenient);
  std::set<std::string_view> faults;
  for (const ErrorCode fault : map.strict_only) faults.insert(error_name(fault));
  for (const auto& [fault, count] : map.warnings) faults.insert(error_name(fault));
  faults.erase(error_name(ErrorCode::lone_surrogate));
  INFO("faults " << Catch::Detail::stringify(faults) << ", error " << error_name(actual.error().code));
  CHECK(faults.contains(error_name(actual.error().code)));
}

template <typename Make>
void check_rounds(std::uint64_t usual, const Make& make) {
  for (std::uint64_t round = 0; round < rounds(usual); ++round) {
    const std::uint64_t from = seed() + round;
    INFO("again with SMCACHE_SEED=" << from);
    Random random(from);
    const std::string json = make(random);
    INFO((json.size() < 4000 ? json : "a map of " + std::to_string(json.size()) + " bytes"));
    check_lenient(json, random);
    check_strict(json, random);
  }
}

const Shape kSmall = {.name = "small",
                      .lines = 6,
                      .segments = 6,
                      .empty_line = 0.1,
                      .same_position = 0.1,
                      .backwards = 0.03,
                      .unmapped = 0.1,
                      .names = 5,
                      .range = 0.1};
const Shape kMiddling = {.name = "middling",
                         .lines = 40,
                         .segments = 60,
                         .empty_line = 0.1,
                         .same_position = 0.1,
                         .huge_step = 0.01,
                         .unmapped = 0.1,
                         .range = 0.05};

}  // namespace

TEST_CASE("a small malformed map is mended as the naive decoder mends it") {
  check_rounds(600, [](Random& random) { return malformed_map(random, kSmall, random_style(random)); });
}

TEST_CASE("a larger malformed map is mended as the naive decoder mends it") {
  check_rounds(60, [](Random& random) { return malformed_map(random, kMiddling, random_style(random)); });
}

TEST_CASE("a malformed index map is mended as the naive decoder mends it") {
  check_rounds(300, [](Random& random) { return malformed_index_map(random, random_style(random), 2); });
}

TEST_CASE("what is no JSON to the naive decoder is none to the library") {
  check_rounds(1500,
               [](Random& random) { return with_damage(random, random_map(random, kSmall, random_style(random))); });
}

TEST_CASE("damaged index maps are read as the naive decoder reads them") {
  check_rounds(300,
               [](Random& random) { return with_damage(random, random_index_map(random, random_style(random), 1)); });
}

}  // namespace smcache::test
