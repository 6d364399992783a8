// Base64 variable-length quantities, as ECMA-426 ("Mappings structure") writes them.
#pragma once

#include <cstdint>
#include <string>

namespace smcache::tool {

// Five bits a digit, least significant first; the sixth says that more follow.
inline void append_unsigned_vlq(std::string& out, std::uint64_t value) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  do {
    const unsigned more = value > 31 ? 32 : 0;
    out += kDigits[(value & 31) | more];
    value >>= 5;
  } while (value != 0);
}

// Whether a difference can be written: the standard's quantities have 32 bits.
[[nodiscard]] constexpr bool fits_vlq(std::int64_t value) noexcept {
  return value >= -(std::int64_t{1} << 31) && value < (std::int64_t{1} << 31);
}

// The sign stands in the lowest bit; -2^31 is written as the zero that has one. REQUIRES: fits_vlq(value).
inline void append_vlq(std::string& out, std::int64_t value) {
  if (value >= 0) {
    append_unsigned_vlq(out, static_cast<std::uint64_t>(value) << 1);
  } else if (value == -(std::int64_t{1} << 31)) {
    append_unsigned_vlq(out, 1);
  } else {
    append_unsigned_vlq(out, static_cast<std::uint64_t>(-value) << 1 | 1);
  }
}

}  // namespace smcache::tool
