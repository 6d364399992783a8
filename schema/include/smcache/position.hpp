// A place in a text, as the source map standard counts it.
#pragma once

#include <compare>
#include <cstdint>

namespace smcache {

// A line and a column, both counted from zero. Columns are UTF-16 code units (ECMA-426, "Position
// types"): the unit of JavaScript engines' stack traces and of every source map.
// Stack traces and editors count from one; convert at the edge, and refuse line 0 and column 0
// there: nothing in this library wraps around.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

}  // namespace smcache
