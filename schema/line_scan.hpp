// Lines of a source text: they end at LF, CR, CRLF, U+2028 or U+2029 (ECMAScript's line terminators),
// and a text has one line more than terminators.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace smcache::detail {

struct LineEnd {
  std::size_t length;  // of the line, without its terminator
  std::size_t next;    // where the next line begins; npos: this was the last one
};

// The end of the line that begins at the start of `text`. `line_feeds_only`: LF is known to be the only
// terminator in it.
inline LineEnd find_line_end(std::string_view text, bool line_feeds_only) noexcept {
  constexpr std::size_t kNone = std::string_view::npos;
  if (text.empty()) return {0, kNone};
  if (line_feeds_only) {
    const void* const found = std::memchr(text.data(), '\n', text.size());
    if (found == nullptr) return {text.size(), kNone};
    const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    return {length, length + 1};
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') return {i, i + 1};
    if (c == '\r') return {i, i + (i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1)};
    if (c == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80' &&
        (text[i + 2] == '\xA8' || text[i + 2] == '\xA9')) {
      return {i, i + 3};
    }
  }
  return {text.size(), kNone};
}

}  // namespace smcache::detail
