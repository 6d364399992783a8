// Text from a source map, made fit for a terminal. Maps come from anywhere, and what stands in them
// may hold escape sequences, or characters that reorder the line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcache::tool {

// One character of a text, as a terminal shows it.
struct Glyph {
  std::string_view text;     // what to print: the character, or what stands for it
  std::size_t bytes = 1;     // how many bytes of the text it is
  unsigned utf16_units = 1;  // how many columns of a source map it is
  unsigned cells = 1;        // how many cells of a terminal it takes
};

// The character that begins at `offset`. Control characters are shown by their pictures (U+2400 and
// on), what reorders text and what is not UTF-8 by U+FFFD. A tab is one space here: how far it reaches depends
// on where it stands. REQUIRES: offset < text.size().
[[nodiscard]] Glyph glyph_at(std::string_view text, std::size_t offset) noexcept;

// The whole text, each character as glyph_at() shows it.
[[nodiscard]] std::string printable(std::string_view text);

// How many cells it takes.
[[nodiscard]] std::size_t cells(std::string_view text) noexcept;

}  // namespace smcache::tool
