#include "converter/text_positions.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

#include "converter/script_characters.hpp"
#include "converter/sixteen_bytes.hpp"
#include "converter/upper_bound_near.hpp"
#include "converter/utf8.hpp"

namespace smcache::detail {

namespace {

// As many plain characters in a row are worth a mark.
constexpr std::ptrdiff_t kPlainRun = 16;
// So far behind a mark characters are looked at one by one.
constexpr std::ptrdiff_t kMixedRun = 64;

// Most lines that people write are no shorter on average.
constexpr std::size_t kUsualLine = 32;

bool is_line_end(char c) noexcept { return c == '\n' || c == '\r'; }

// Bit i: is the i-th byte of a chunk not plain?
std::uint64_t mixed_among(const char* chunk) noexcept { return find_in_chunk<Beyond::ascii, '\n', '\r'>(chunk); }

// Goes over a text, from one byte that is not plain to the next.
class MixedBytes {
 public:
  explicit MixedBytes(std::string_view text) noexcept : end_(text.data() + text.size()) { look_at(text.data()); }

  // The first one at or after `at`; the text's end where there is none. REQUIRES: `at` is never before an earlier one.
  const char* next(const char* at) noexcept {
    const auto passed = static_cast<std::size_t>(at - chunk_);
    if (passed >= kChunk) {
      look_at(at);
    } else {
      mask_ &= ~std::uint64_t{0} << passed;
    }
    while (mask_ == 0) {
      if (static_cast<std::size_t>(end_ - chunk_) <= kChunk) return end_;
      look_at(chunk_ + kChunk);
    }
    return chunk_ + std::countr_zero(mask_);
  }

 private:
  void look_at(const char* chunk) noexcept {
    chunk_ = chunk;
    const auto left = static_cast<std::size_t>(end_ - chunk);
    if (left >= kChunk) {
      mask_ = mixed_among(chunk);
    } else {
      std::array<char, kChunk> rest{};  // zeros are plain
      std::copy(chunk, end_, rest.begin());
      mask_ = mixed_among(rest.data());
    }
  }

  const char* end_;
  const char* chunk_ = nullptr;
  std::uint64_t mask_ = 0;  // of what is not plain from the last place on
};

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

// Passes so many bytes of a chunk, if there are but ASCII characters among them, and but line feeds end lines. False,
// and nothing passed: there are others. REQUIRES: 1 <= count <= kChunk.
bool pass_ascii(const char* chunk, std::uint32_t count, Position& position) noexcept {
  const std::uint64_t passed = ~std::uint64_t{0} >> (kChunk - count);
  if ((find_in_chunk<Beyond::ascii, '\r'>(chunk) & passed) != 0) return false;
  const std::uint64_t line_feeds = find_in_chunk<Beyond::nothing, '\n'>(chunk) & passed;
  position.line += static_cast<std::uint32_t>(std::popcount(line_feeds));
  if (line_feeds == 0) {
    position.column += count;
  } else {
    position.column = count - static_cast<std::uint32_t>(std::bit_width(line_feeds));
  }
  return true;
}

}  // namespace

TextPositions::TextPositions(std::string_view text) : text_(text.substr(0, std::numeric_limits<TextOffset>::max())) {
  // What is not written to costs nothing.
  marks_.reserve(text_.size() / kUsualLine + 1);
  line_lengths_.reserve(text_.size() / kUsualLine + 1);
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* at = begin;
  MixedBytes mixed(text_);
  Position position;
  const auto mark = [&](bool is_plain) { marks_.push_back({static_cast<TextOffset>(at - begin), position, is_plain}); };
  while (at != end) {
    const char* const plain_end = mixed.next(at);
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

Position TextPositions::Cursor::at(TextOffset place) noexcept {
  const std::vector<Mark>& marks = positions_.marks_;
  if (!positions_.precedes(last_, place) || positions_.precedes(last_ + 1, place)) {
    const auto last = marks.cbegin() + static_cast<std::ptrdiff_t>(last_);
    const auto after = upper_bound_near(marks.cbegin(), marks.cend(), last, place,
                                        [](TextOffset wanted, const Mark& mark) { return wanted < mark.place; });
    last_ = static_cast<std::size_t>(after - marks.begin() - 1);
  }
  const Mark& mark = marks[last_];
  Position position = mark.position;
  if (mark.is_plain) {
    position.column += place - mark.place;
    return position;
  }
  const std::string_view rest = positions_.text_.substr(mark.place);
  const TextOffset distance = place - mark.place;
  if (distance != 0 && distance <= kChunk && rest.size() >= kChunk && pass_ascii(rest.data(), distance, position))
    return position;
  const char* at = rest.data();
  while (at < rest.data() + distance) pass(at, rest.data() + rest.size(), position);
  return position;
}

}  // namespace smcache::detail
