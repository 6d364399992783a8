// The converter and the naive decoder on the same JSON.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/oracle/source_map.hpp"
#include "tests/property/differences.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/seed.hpp"

namespace smcache::test {

// Ends the process where they disagree.
inline void require_same(const std::string& json) {
  const auto stop = [](const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::abort();
  };
  for (const bool strict : {false, true}) {
    const auto expected = oracle::decode(json, strict ? oracle::Mode::strict : oracle::Mode::lenient);
    ConvertOptions options;
    options.strict = strict;
    const auto actual = convert(as_bytes(json), options);
    const auto* const map = std::get_if<oracle::SourceMap>(&expected);
    // The naive decoder does not see what is wrong with a field's value when the field comes again, and
    // nothing of fields about functions.
    bool all_faults_known = map != nullptr && !map->repeated_keys;
    if (!actual.ok()) {
      const ErrorCode code = actual.error().code;
      const bool of_functions = code == ErrorCode::function_map_invalid || code == ErrorCode::scopes_invalid;
      if (all_faults_known && !of_functions) stop("refused: " + actual.error().message);
      continue;
    }
    if (map == nullptr) {
      stop("converted what the naive decoder refuses: " + std::string(error_name(std::get<ErrorCode>(expected))));
    }
    const auto cache = Cache::from_bytes(actual->cache.bytes());
    if (!cache.ok()) stop("does not open: " + cache.error().message);
    if (const auto verified = cache->verify(); !verified.ok()) stop(verified.error().message);
    all_faults_known = all_faults_known && cache->extension_count() == 0;
    Random random(json.size());
    for (const std::string& difference : {all_faults_known ? warning_difference(*map, *actual, *cache) : std::string(),
                                          content_difference(*map, *cache), text_difference(*map, *cache, random),
                                          lookup_difference(*map, *cache, interesting_positions(*map, random, 60))}) {
      if (!difference.empty()) stop(difference);
    }
  }
}

}  // namespace smcache::test
