// How far the decoding of "mappings" has come.
#pragma once

#include <cstdint>

namespace smcache::detail {

struct MappingsState {
  const char* at;          // what comes next
  const char* end;         // of the text
  const char* line_begin;  // of the current line
  std::uint64_t line = 0;  // generated, of this map
  // What the relative numbers add up to.
  std::int64_t column = 0;  // generated, on the line
  std::int64_t source = 0;
  std::int64_t original_line = 0;
  std::int64_t original_column = 0;
  std::int64_t name = 0;

  // Can vectors go on with the sums? Their lanes have 32 bits, one of which shows that a sum went below zero or too
  // far up.
  [[nodiscard]] bool fits_in_lanes() const noexcept {
    return ((column | source | original_line | original_column | name) >> 31) == 0;
  }
};

}  // namespace smcache::detail
