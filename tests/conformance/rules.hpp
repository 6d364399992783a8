// How the tests of single rules say what they expect of a map.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"

namespace smcache::test {

using Counts = std::map<ErrorCode, std::uint64_t>;

// A conversion together with the cache that reads it.
struct Converted {
  Conversion conversion;
  Cache cache;

  [[nodiscard]] Counts warnings() const;
};

// Lenient (strict) conversion; the test fails where it does. The cache is verified, and compared with
// the oracle in everything.
Converted lenient(std::string_view json);
Converted strict(std::string_view json);

// The code with which conversion fails; ok where it does not.
ErrorCode lenient_error(std::string_view json);
ErrorCode strict_error(std::string_view json);

// Lenient conversion counts `code` that often, and nothing else; strict conversion fails with it.
Converted mended(std::string_view json, ErrorCode code, std::uint64_t count = 1);
// Both modes take the map without a word.
Converted accepted(std::string_view json);
// Both modes fail with `code`.
void refused(std::string_view json, ErrorCode code);

// A map of two sources and two names, with these mappings and more fields: R"(,"file":"x")".
std::string map_with(std::string_view mappings, std::string_view more_fields = "");

}  // namespace smcache::test
