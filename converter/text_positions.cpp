#include "converter/text_positions.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "converter/script_characters.hpp"
#include "converter/sixteen_bytes.hpp"
#include "converter/utf8.hpp"

namespace smcache::detail {

namespace {

// Most lines that people write are no shorter on average.
constexpr std::size_t kUsualLine = 32;

// Passes a character. REQUIRES: at != end.
void pass(const char*& at, const char* end, Position& position) noexcept {
  if (*at == '\n' || *at == '\r') {
    at += *at == '\r' && end - at > 1 && at[1] == '\n' ? 2 : 1;
    position = {position.line + 1, 0};
    return;
  }
  const Utf8Character character = read_utf8(at, end);
  at += character.length;
  if (is_line_separator(character.code_point)) {
    position = {position.line + 1, 0};
  } else {
    position.column += character.code_point >= 0x10000 ? 2 : 1;
  }
}

// Bit i: is the i-th byte of a chunk one that has to be looked at on its own? Beside those, only line feeds end lines.
std::uint64_t strange_in(const char* chunk) noexcept { return find_in_chunk<Beyond::ascii, '\r'>(chunk); }
std::uint64_t line_feeds_in(const char* chunk) noexcept { return find_in_chunk<Beyond::nothing, '\n'>(chunk); }

}  // namespace

TextPositions::TextPositions(std::string_view text) : text_(text.substr(0, std::numeric_limits<TextOffset>::max())) {
  // What is not written to costs nothing.
  marks_.reserve(text_.size() / kChunk + 1);
  line_lengths_.reserve(text_.size() / kUsualLine + 1);
  const char* at = text_.data();
  Position position;
  for (std::size_t begin = 0; begin <= text_.size(); begin += kChunk) {
    marks_.push_back({static_cast<TextOffset>(at - text_.data()), position});
    const std::size_t size = std::min(text_.size() - begin, kChunk);
    const char* const chunk = text_.data() + begin;
    if (size == kChunk && pass_plain_chunk(chunk, at, position)) continue;
    while (at < chunk + size) pass_character(at, position);
  }
  line_lengths_.push_back(position.column);
}

void TextPositions::pass_character(const char*& at, Position& position) {
  const std::uint32_t length = position.column;
  pass(at, text_.data() + text_.size(), position);
  if (position.line != line_lengths_.size()) line_lengths_.push_back(length);
}

// From `at` on, which is in the chunk, to its end. False, and nothing passed: something strange is there.
bool TextPositions::pass_plain_chunk(const char* chunk, const char*& at, Position& position) {
  auto from = static_cast<unsigned>(at - chunk);
  const std::uint64_t to_be_passed = ~std::uint64_t{0} << from;
  if ((strange_in(chunk) & to_be_passed) != 0) return false;
  for (std::uint64_t line_feeds = line_feeds_in(chunk) & to_be_passed; line_feeds != 0; line_feeds &= line_feeds - 1) {
    const auto line_feed = static_cast<unsigned>(std::countr_zero(line_feeds));
    line_lengths_.push_back(position.column + line_feed - from);
    position = {position.line + 1, 0};
    from = line_feed + 1;
  }
  position.column += static_cast<std::uint32_t>(kChunk) - from;
  at = chunk + kChunk;
  return true;
}

Position TextPositions::at(TextOffset place) const noexcept {
  const std::size_t chunk = place / kChunk;
  const Mark& mark = marks_[chunk];
  Position position = mark.position;
  const char* from = text_.data() + mark.place;
  const char* const to = text_.data() + place;
  if (from >= to) return position;
  const auto count = static_cast<unsigned>(to - from);
  if (chunk + 1 < marks_.size() && are_columns_between(mark, marks_[chunk + 1])) {
    position.column += count;
    return position;
  }
  const std::uint64_t passed = ~std::uint64_t{0} >> (kChunk - count);
  if (text_.size() - mark.place >= kChunk && (strange_in(from) & passed) == 0) {
    const std::uint64_t line_feeds = line_feeds_in(from) & passed;
    position.line += static_cast<std::uint32_t>(std::popcount(line_feeds));
    position.column =
        count - static_cast<std::uint32_t>(std::bit_width(line_feeds)) + (line_feeds == 0 ? position.column : 0);
    return position;
  }
  while (from < to) pass(from, text_.data() + text_.size(), position);
  return position;
}

// Is each byte between two marks a column? No character has more columns than bytes.
bool TextPositions::are_columns_between(const Mark& first, const Mark& second) noexcept {
  return first.position.line == second.position.line &&
         second.position.column - first.position.column == second.place - first.place;
}

}  // namespace smcache::detail
