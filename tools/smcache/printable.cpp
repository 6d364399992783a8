#include "printable.hpp"

#include <algorithm>
#include <array>
#include <cwchar>

#include "converter/utf8.hpp"

namespace smcache::tool {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Marks, embeddings, overrides and isolates of the bidirectional algorithm; line and paragraph separator.
bool reorders(char32_t code_point) noexcept {
  return code_point == 0x200E || code_point == 0x200F || (code_point >= 0x2028 && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

// The pictures of U+0000 to U+001F and of U+007F, three bytes each.
constexpr std::size_t kPictureSize = 3;
constexpr std::size_t kDeletePicture = 32;
constexpr auto kPictures = [] {
  std::array<char, (kDeletePicture + 1) * kPictureSize> text{};
  for (std::size_t i = 0; i <= kDeletePicture; ++i) {
    const std::size_t code_point = 0x2400 + (i == kDeletePicture ? 0x21 : i);
    text[i * kPictureSize] = static_cast<char>(0xE2);
    text[i * kPictureSize + 1] = static_cast<char>(0x80 | (code_point >> 6 & 0x3F));
    text[i * kPictureSize + 2] = static_cast<char>(0x80 | (code_point & 0x3F));
  }
  return text;
}();

}  // namespace

Glyph glyph_at(std::string_view text, std::size_t offset) noexcept {
  const std::string_view rest = text.substr(offset);
  const auto [code_point, length] = detail::read_utf8(rest.data(), rest.data() + rest.size());
  if (code_point >= 0x80 && length == 1) return {.text = kReplacement};  // not UTF-8
  if (code_point == '\t') return {.text = " "};
  if (code_point < 0x20 || code_point == 0x7F) {
    const std::size_t picture = code_point == 0x7F ? kDeletePicture : code_point;
    return {.text = {&kPictures[picture * kPictureSize], kPictureSize}};
  }
  if (code_point < 0x7F) return {.text = rest.substr(0, 1)};
  const unsigned units = code_point > 0xFFFF ? 2 : 1;
  if (code_point < 0xA0 || reorders(code_point)) {
    return {.text = kReplacement, .bytes = length, .utf16_units = units};
  }
  const int width = ::wcwidth(static_cast<wchar_t>(code_point));
  return {.text = rest.substr(0, length),
          .bytes = length,
          .utf16_units = units,
          .cells = width < 0 ? 1U : static_cast<unsigned>(width)};
}

std::string printable(std::string_view text) {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::all_of(text.begin(), text.end(), plain)) return std::string(text);
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    shown += glyph.text;
    at += glyph.bytes;
  }
  return shown;
}

std::size_t cells(std::string_view text) noexcept {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    sum += glyph.cells;
    at += glyph.bytes;
  }
  return sum;
}

}  // namespace smcache::tool
