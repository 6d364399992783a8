// What a descriptor can show: colours, and how much of them fits.
#pragma once

#include <string_view>

namespace smcache::tool {

[[nodiscard]] bool is_terminal(int descriptor) noexcept;

// Cells in a line of the terminal; `fallback` where it is none.
[[nodiscard]] unsigned terminal_width(int descriptor, unsigned fallback) noexcept;

// The escape sequences to paint with, named for what they mark. All empty where nothing may be painted.
struct Palette {
  std::string_view position;
  std::string_view source;
  std::string_view name;  // also: a warning
  std::string_view dim;
  std::string_view good;
  std::string_view bad;  // also: the caret
  std::string_view reset;
};

// Colours on a terminal, unless NO_COLOR is set and not empty, or TERM is "dumb".
[[nodiscard]] Palette palette(int descriptor) noexcept;

}  // namespace smcache::tool
