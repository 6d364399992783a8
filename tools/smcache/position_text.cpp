#include "position_text.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

namespace smcache::tool {
namespace {

std::optional<std::uint32_t> parse_number(std::string_view text, Base base) noexcept {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::uint64_t least = static_cast<unsigned>(base);
  if (error != std::errc{} || end != text.data() + text.size() || number < least) return std::nullopt;
  number -= least;
  if (number > 0xFFFFFFFF) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

}  // namespace

Result<Position> parse_position(std::string_view text, Base base) {
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto line = parse_number(text.substr(0, colon), base);
    const auto column = parse_number(text.substr(colon + 1), base);
    if (line && column) return Position{*line, *column};
  }
  const std::string_view counted = base == Base::one ? "both counted from 1" : "both counted from 0";
  return Error{ErrorCode::invalid_argument,
               "\"" + std::string(text) + "\" is no position: LINE:COLUMN is needed, " + std::string(counted)};
}

std::string position_text(Position position, Base base) {
  return std::to_string(in_base(position.line, base)) + ":" + std::to_string(in_base(position.column, base));
}

Json position_json(Position position, Base base) {
  return {{"line", in_base(position.line, base)}, {"column", in_base(position.column, base)}};
}

}  // namespace smcache::tool
