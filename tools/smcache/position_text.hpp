// Positions as the command line writes them.
#pragma once

#include <string>
#include <string_view>

#include "json.hpp"
#include "smcache/error.hpp"
#include "smcache/position.hpp"

namespace smcache::tool {

// What lines and columns are counted from.
enum class Base : unsigned { zero = 0, one = 1 };

// "LINE:COLUMN". In base one, line 0 and column 0 are refused. Errors: invalid_argument.
Result<Position> parse_position(std::string_view text, Base base);

// A line or a column of a Position, in `base`: one more than 32 bits hold, at the end of the range.
[[nodiscard]] inline std::uint64_t in_base(std::uint32_t number, Base base) noexcept {
  return std::uint64_t{number} + static_cast<unsigned>(base);
}

[[nodiscard]] std::string position_text(Position position, Base base);
[[nodiscard]] Json position_json(Position position, Base base);

}  // namespace smcache::tool
