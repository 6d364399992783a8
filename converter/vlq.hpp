// Base64 VLQ, the numbers of the "mappings" string (ECMA-426, "Base64 VLQ").
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace smcache::detail {

inline constexpr std::uint8_t kNotBase64 = 0xFF;

// The value of each base64 digit.
inline constexpr std::array<std::uint8_t, 256> kBase64 = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNotBase64);
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}();

// Reads one unsigned number and moves `at` past it. False where there is none: a number past 2^32-1, a
// character outside the alphabet, or a continuation that is cut short; `at` stands before what cut it.
// Any number of leading zero digits is fine.
inline bool read_unsigned_vlq(const char*& at, const char* end, std::uint64_t& value) noexcept {
  constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 40;
  value = 0;
  for (std::uint64_t shift = 0; at != end; shift += 5) {
    const std::uint8_t digit = kBase64[static_cast<unsigned char>(*at)];
    if (digit == kNotBase64) return false;
    ++at;
    const std::uint64_t bits = digit & 31;
    if (shift < 40) {
      value |= bits << shift;
    } else if (bits != 0) {
      value = kTooLarge;
    }
    if ((digit & 32) == 0) return value <= 0xFFFFFFFF;
  }
  return false;
}

// The same for a signed number of less than 32 bits: the lowest bit is the sign, and a negative zero
// stands for -2^31.
inline bool read_vlq(const char*& at, const char* end, std::int64_t& value) noexcept {
  std::uint64_t raw = 0;
  // Nearly every number of a real map takes one digit or two.
  if (end - at >= 2) {
    const std::uint8_t first = kBase64[static_cast<unsigned char>(at[0])];
    const std::uint8_t second = kBase64[static_cast<unsigned char>(at[1])];
    if (first < 32) {
      ++at;
      raw = first;
    } else if (first != kNotBase64 && second < 32) {
      at += 2;
      raw = (first & 31U) | static_cast<std::uint64_t>(second) << 5;
    } else if (!read_unsigned_vlq(at, end, raw)) {
      return false;
    }
  } else if (!read_unsigned_vlq(at, end, raw)) {
    return false;
  }
  const auto magnitude = static_cast<std::int64_t>(raw >> 1);
  if ((raw & 1) == 0) {
    value = magnitude;
  } else {
    value = raw == 1 ? -(std::int64_t{1} << 31) : -magnitude;
  }
  return true;
}

}  // namespace smcache::detail
