#include "converter/json_string.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "converter/sixteen_bytes.hpp"
#include "converter/unescape_at_once.hpp"

namespace smcache::detail {
namespace {

std::optional<std::uint32_t> four_hex_digits(const char* at, const char* end) noexcept {
  if (end - at < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = at[i];
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      return std::nullopt;
    }
    value = value << 4 | digit;
  }
  return value;
}

char* write_utf8(std::uint32_t point, char* out) noexcept {
  const auto put = [&out](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6);
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  }
  return out;
}

// What one-letter escapes stand for; 0 where there is none.
constexpr std::array<char, 256> kSimpleEscapes = [] {
  std::array<char, 256> table{};
  const auto set = [&table](char letter, char meant) { table[static_cast<unsigned char>(letter)] = meant; };
  set('"', '"');
  set('\\', '\\');
  set('/', '/');
  set('b', '\b');
  set('f', '\f');
  set('n', '\n');
  set('r', '\r');
  set('t', '\t');
  return table;
}();

char simple_escape(char letter) noexcept { return kSimpleEscapes[static_cast<unsigned char>(letter)]; }

static_assert(kUnescapeLag >= kChunk);

// Unescapes whole chunks, for as long as escapes are of one letter. Lines of code are short and escapes come in
// bursts: all copies have the size of a chunk, since jumps about the sizes would be mispredicted.
void unescape_chunks(const char*& at, const char* end, char*& out) noexcept {
  while (static_cast<std::size_t>(end - at) > 2 * kChunk) {
    std::memcpy(out, at, kChunk);
    std::size_t read = 0;  // of this chunk; one more than it has, where an escape reaches beyond
    for (std::uint64_t mask = find_in_chunk<Beyond::nothing, '\\'>(at); mask != 0;) {
      const auto escape = static_cast<unsigned>(std::countr_zero(mask));
      out += escape - read;
      const char meant = simple_escape(at[escape + 1]);
      if (meant == 0) {
        at += escape;
        return;
      }
      *out++ = meant;
      read = escape + 2;
      std::memcpy(out, at + read, kChunk);
      mask &= ~(std::uint64_t{3} << escape);  // what is escaped may be a backslash
    }
    const std::size_t next = std::max(read, kChunk);
    out += next - read;
    at += next;
  }
}

}  // namespace

UnescapeWay fastest_unescape() noexcept {
  return has_unescape_at_once() ? UnescapeWay::at_once : UnescapeWay::by_escape;
}

Unescaped unescape_json(std::string_view raw, char* out, UnescapeWay way) noexcept {
  Unescaped result;
  const char* at = raw.data();
  const char* const end = at + raw.size();
  char* const begin = out;
  while (at != end) {
    if (way == UnescapeWay::at_once) {
      unescape_at_once(at, end, out, kSimpleEscapes);
    } else {
      unescape_chunks(at, end, out);
    }
    const auto* escape = static_cast<const char*>(std::memchr(at, '\\', static_cast<std::size_t>(end - at)));
    const auto run = static_cast<std::size_t>((escape == nullptr ? end : escape) - at);
    std::memmove(out, at, run);
    out += run;
    at += run;
    if (at == end) break;

    // Escapes come in bursts (a line end, then quotes and tabs): see them through before looking afar.
    while (at != end && *at == '\\') {
      if (end - at < 2) return {static_cast<std::size_t>(out - begin), result.lone_surrogates, false};
      if (const char plain = simple_escape(at[1]); plain != 0) {
        *out++ = plain;
        at += 2;
        continue;
      }
      const auto unit = at[1] == 'u' ? four_hex_digits(at + 2, end) : std::nullopt;
      if (!unit) return {static_cast<std::size_t>(out - begin), result.lone_surrogates, false};
      at += 6;
      std::uint32_t point = *unit;
      if (point >= 0xD800 && point < 0xE000) {
        const bool paired = point < 0xDC00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u';
        const auto low = paired ? four_hex_digits(at + 2, end) : std::nullopt;
        if (low && *low >= 0xDC00 && *low < 0xE000) {
          point = 0x10000 + ((point - 0xD800) << 10) + (*low - 0xDC00);
          at += 6;
        } else {
          point = 0xFFFD;
          ++result.lone_surrogates;
        }
      }
      out = write_utf8(point, out);
    }
  }
  result.size = static_cast<std::size_t>(out - begin);
  return result;
}

}  // namespace smcache::detail
