#include "tests/conformance/rules.hpp"

#include <catch2/catch.hpp>
#include <utility>

#include "tests/property/differences.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

Result<Conversion> converted(std::string_view json, bool strictly) {
  ConvertOptions options;
  options.strict = strictly;
  return convert(as_bytes(json), options);
}

Converted checked(std::string_view json, bool strictly) {
  auto conversion = converted(json, strictly);
  if (!conversion.ok()) FAIL(conversion.error().message);
  auto cache = Cache::from_bytes(conversion->cache.bytes());
  if (!cache.ok()) FAIL(cache.error().message);
  const auto verified = cache->verify();
  if (!verified.ok()) FAIL(verified.error().message);

  const auto expected = oracle::decode(json, strictly ? oracle::Mode::strict : oracle::Mode::lenient);
  REQUIRE(std::holds_alternative<oracle::SourceMap>(expected));
  const auto& map = std::get<oracle::SourceMap>(expected);
  Random random(seed());
  CHECK(warning_difference(map, *conversion, *cache) == "");
  CHECK(content_difference(map, *cache) == "");
  CHECK(text_difference(map, *cache, random) == "");
  CHECK(lookup_difference(map, *cache, interesting_positions(map, random, 60)) == "");
  return {std::move(*conversion), std::move(*cache)};
}

ErrorCode error_of(std::string_view json, bool strictly) {
  const auto conversion = converted(json, strictly);
  if (conversion.ok()) return ErrorCode::ok;
  CHECK_FALSE(conversion.error().message.empty());
  return conversion.error().code;
}

}  // namespace

Counts Converted::warnings() const {
  Counts counts;
  for (const Warning& warning : conversion.warnings) counts[warning.code] += warning.count;
  return counts;
}

Converted lenient(std::string_view json) { return checked(json, false); }
Converted strict(std::string_view json) { return checked(json, true); }
ErrorCode lenient_error(std::string_view json) { return error_of(json, false); }
ErrorCode strict_error(std::string_view json) { return error_of(json, true); }

Converted mended(std::string_view json, ErrorCode code, std::uint64_t count) {
  INFO(json);
  Converted result = lenient(json);
  CHECK(result.warnings() == Counts{{code, count}});
  CHECK(error_name(strict_error(json)) == error_name(code));
  return result;
}

Converted accepted(std::string_view json) {
  INFO(json);
  CHECK(strict(json).warnings().empty());
  Converted result = lenient(json);
  CHECK(result.warnings().empty());
  return result;
}

void refused(std::string_view json, ErrorCode code) {
  INFO(json);
  CHECK(error_name(lenient_error(json)) == error_name(code));
  CHECK(error_name(strict_error(json)) == error_name(code));
}

std::string map_with(std::string_view mappings, std::string_view more_fields) {
  return R"({"version":3,"sources":["a.js","b.js"],"names":["x","y"],"mappings":")" + std::string(mappings) + "\"" +
         std::string(more_fields) + "}";
}

}  // namespace smcache::test
