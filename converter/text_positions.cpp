#include "converter/text_positions.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "converter/script_characters.hpp"
#include "converter/utf8.hpp"

namespace smcache::detail {

namespace {

// As many plain characters in a row are worth a mark.
constexpr std::ptrdiff_t kPlainRun = 16;
// So far behind a mark characters are looked at one by one.
constexpr std::ptrdiff_t kMixedRun = 64;

bool is_line_end(char c) noexcept { return c == '\n' || c == '\r'; }
bool is_plain(char c) noexcept { return static_cast<unsigned char>(c) < 0x80 && !is_line_end(c); }

// Those of eight characters that are not plain: the lowest bit that is set belongs to the first of them.
std::uint64_t mixed_among(const char* at) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  const auto equal = [word](char c) {
    const std::uint64_t others = word ^ (kOnes * static_cast<unsigned char>(c));
    return (others - kOnes) & ~others;
  };
  return (word | equal('\n') | equal('\r')) & (kOnes * 0x80);
}

const char* end_of_plain(const char* at, const char* end) noexcept {
  for (; end - at >= 8; at += 8) {
    if (const std::uint64_t mixed = mixed_among(at); mixed != 0) return at + std::countr_zero(mixed) / 8;
  }
  while (at != end && is_plain(*at)) ++at;
  return at;
}

// Passes a character. REQUIRES: at != end.
void pass(const char*& at, const char* end, Position& position) noexcept {
  if (is_line_end(*at)) {
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

}  // namespace

TextPositions::TextPositions(std::string_view text) : text_(text.substr(0, std::numeric_limits<TextOffset>::max())) {
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* at = begin;
  Position position;
  const auto mark = [&](bool is_plain) { marks_.push_back({static_cast<TextOffset>(at - begin), position, is_plain}); };
  while (at != end) {
    const char* const plain_end = end_of_plain(at, end);
    const bool is_plain = plain_end - at >= kPlainRun;
    if (is_plain || marks_.empty() || marks_.back().is_plain || at - begin - marks_.back().place >= kMixedRun) {
      mark(is_plain);
    }
    position.column += static_cast<std::uint32_t>(plain_end - at);
    at = plain_end;
    if (at == end || (is_plain && !is_line_end(*at))) continue;
    const std::uint32_t length = position.column;
    pass(at, end, position);
    if (position.line != line_lengths_.size()) line_lengths_.push_back(length);
  }
  line_lengths_.push_back(position.column);
  mark(true);
}

bool TextPositions::precedes(std::size_t mark, TextOffset place) const noexcept {
  return mark < marks_.size() && marks_[mark].place <= place;
}

Position TextPositions::at(TextOffset place) noexcept {
  if (!precedes(last_, place) || precedes(last_ + 1, place)) {
    const auto after = std::upper_bound(marks_.begin(), marks_.end(), place,
                                        [](TextOffset wanted, const Mark& mark) { return wanted < mark.place; });
    last_ = static_cast<std::size_t>(after - marks_.begin() - 1);
  }
  const Mark& mark = marks_[last_];
  Position position = mark.position;
  if (mark.is_plain) {
    position.column += place - mark.place;
    return position;
  }
  const char* at = text_.data() + mark.place;
  while (at < text_.data() + place) pass(at, text_.data() + text_.size(), position);
  return position;
}

}  // namespace smcache::detail
