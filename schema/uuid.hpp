// The text form of a UUID, as "debugId" has it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace smcache::detail {

using DebugId = std::array<std::uint8_t, 16>;

// 8-4-4-4-12 hexadecimal digits of either case; nullopt for anything else.
inline std::optional<DebugId> parse_uuid(std::string_view text) noexcept {
  constexpr std::string_view kShape = "00000000-0000-0000-0000-000000000000";
  if (text.size() != kShape.size()) return std::nullopt;
  DebugId bytes{};
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (kShape[i] == '-') {
      if (c != '-') return std::nullopt;
      continue;
    }
    const char lower = static_cast<char>(c | 0x20);
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (lower >= 'a' && lower <= 'f') {
      digit = lower - 'a' + 10;
    } else {
      return std::nullopt;
    }
    bytes[digits / 2] = static_cast<std::uint8_t>(bytes[digits / 2] << 4 | digit);
    ++digits;
  }
  return bytes;
}

}  // namespace smcache::detail
