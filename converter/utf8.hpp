// Characters of a text that should be UTF-8, one at a time.
#pragma once

#include <cstddef>

namespace smcache::detail {

struct Utf8Character {
  char32_t code_point;
  unsigned length;  // in bytes
};

// The character that begins at `at`. A byte that no character begins with is one of its own, U+FFFD.
// REQUIRES: at != end.
inline Utf8Character read_utf8(const char* at, const char* end) noexcept {
  const auto left = static_cast<std::size_t>(end - at);
  const auto byte = [&](std::size_t i) { return i < left ? static_cast<unsigned char>(at[i]) : 0U; };
  const auto more = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const auto part = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3FU); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead <= 0xDF && more(1)) return {(lead & 0x1FU) << 6U | part(1), 2};
  if ((lead & 0xF0U) == 0xE0 && more(1) && more(2)) {
    const char32_t c = (lead & 0x0FU) << 12U | part(1) << 6U | part(2);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
  }
  if (lead >= 0xF0 && lead <= 0xF4 && more(1) && more(2) && more(3)) {
    const char32_t c = (lead & 0x07U) << 18U | part(1) << 12U | part(2) << 6U | part(3);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
  }
  return {0xFFFD, 1};
}

}  // namespace smcache::detail
