#include "excerpt.hpp"

#include <algorithm>
#include <string>

#include "printable.hpp"

namespace smcache::tool {
namespace {

constexpr unsigned kTabStop = 4;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";  // U+2026, one cell

// How many cells a glyph takes when it begins at `cell` of its line.
unsigned cells_at(std::string_view line, std::size_t offset, const Glyph& glyph, std::size_t cell) noexcept {
  return line[offset] == '\t' ? kTabStop - static_cast<unsigned>(cell % kTabStop) : glyph.cells;
}

// A stretch of a line's cells.
struct Stretch {
  std::size_t begin = 0;
  std::size_t size = 1;
};

// Where a column, in UTF-16 units, stands on the terminal: one cell past the end of a line that is
// shorter. As long as `name` where the line reads so there.
Stretch cells_of(std::string_view line, std::uint32_t column, std::string_view name) noexcept {
  std::size_t offset = 0;
  std::size_t cell = 0;
  std::uint64_t units = 0;
  while (offset < line.size()) {
    const Glyph glyph = glyph_at(line, offset);
    if (units + glyph.utf16_units > column) break;
    units += glyph.utf16_units;
    cell += cells_at(line, offset, glyph, cell);
    offset += glyph.bytes;
  }
  const bool named = !name.empty() && line.substr(offset).starts_with(name);
  return {cell, std::max<std::size_t>(1, named ? cells(name) : 1)};
}

// The cells [window.begin, window.begin + window.size) of a line, with an ellipsis where it goes on.
std::string cropped(std::string_view line, Stretch window) {
  std::string text;
  const std::size_t end = window.begin + window.size;
  const std::size_t first = window.begin == 0 ? 0 : window.begin + 1;  // the first cell says that there is more
  if (window.begin > 0 && !line.empty()) text = kEllipsis;
  std::size_t cell = 0;
  for (std::size_t offset = 0; offset < line.size();) {
    const Glyph glyph = glyph_at(line, offset);
    const std::size_t next = cell + cells_at(line, offset, glyph, cell);
    offset += glyph.bytes;
    if (next > end || (next == end && offset < line.size())) return text.append(kEllipsis);
    if (cell >= first && glyph.text != " ") {
      text += glyph.text;
    } else if (next > first) {
      text.append(next - std::max(cell, first), ' ');
    }
    cell = next;
  }
  return text;
}

}  // namespace

bool print_excerpt(Output& out, const Source& source, Position place, std::string_view name,
                   const ExcerptStyle& style) {
  const auto marked_line = source.line(place.line);
  if (!marked_line) return false;
  const SourceLines lines = source.context(place.line, style.context, style.context);
  const std::size_t digits = std::to_string(std::uint64_t{lines.first_line()} + lines.size()).size();
  const std::size_t margin = digits + 5;  // "> 12 | "

  const Stretch mark = cells_of(*marked_line, place.column, name);
  Stretch window{0, std::max<std::size_t>(style.width, margin + 20) - margin};
  if (mark.begin + std::min(mark.size, window.size / 2) > window.size - 2) window.begin = mark.begin - window.size / 3;

  const std::string_view dim = style.paint.dim;
  const std::string_view bad = style.paint.bad;
  const std::string_view reset = style.paint.reset;
  std::uint64_t number = lines.first_line();
  for (const std::string_view line : lines) {
    const bool is_marked = number == place.line;
    const std::string label = std::to_string(++number);
    out << (is_marked ? bad : dim) << (is_marked ? "> " : "  ") << std::string(digits - label.size(), ' ') << label
        << (is_marked ? reset : "") << (is_marked ? dim : "") << " |" << reset;
    const std::string text = cropped(line, window);
    if (!text.empty()) out << ' ' << (is_marked ? "" : dim) << text << (is_marked ? "" : reset);
    out << '\n';
    if (!is_marked) continue;
    const std::size_t room = window.begin + window.size - mark.begin;
    out << dim << std::string(digits + 2, ' ') << " |" << reset << ' ' << std::string(mark.begin - window.begin, ' ')
        << bad << std::string(std::min(mark.size, room), '^') << reset << '\n';
  }
  return true;
}

}  // namespace smcache::tool
