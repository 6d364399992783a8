// What a byte of a JavaScript text can be, by table.
#pragma once

#include <array>
#include <cstdint>

namespace smcache::detail {

// Bits of a set.
inline constexpr unsigned kNameStart = 1;  // ASCII letters, "$", "_"
inline constexpr unsigned kNamePart = 2;   // those and digits
inline constexpr unsigned kDigit = 4;
inline constexpr unsigned kRegexStop = 8;     // what can end a plain run in a regular expression
inline constexpr unsigned kNameGoesOn = 16;   // behind the ASCII part of a name: "\", and what is not ASCII
inline constexpr unsigned kMayBePassed = 32;  // a blank, or what a comment begins with

// What line and paragraph separators, U+2028 and U+2029, begin with in UTF-8.
inline constexpr char kSeparatorLead = '\xE2';

constexpr std::array<std::uint8_t, 256> make_character_classes() noexcept {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&](unsigned c, unsigned what) { classes[c] = static_cast<std::uint8_t>(classes[c] | what); };
  for (unsigned c = 'a'; c <= 'z'; ++c) add(c, kNameStart | kNamePart);
  for (unsigned c = 'A'; c <= 'Z'; ++c) add(c, kNameStart | kNamePart);
  add('$', kNameStart | kNamePart);
  add('_', kNameStart | kNamePart);
  for (unsigned c = '0'; c <= '9'; ++c) add(c, kNamePart | kDigit);
  for (const char c : {'/', '[', ']', '\\', '\n', '\r', kSeparatorLead}) {
    add(static_cast<unsigned char>(c), kRegexStop);
  }
  for (const char c : {' ', '\t', '\v', '\f', '\n', '\r', '/', '<', '-'}) {
    add(static_cast<unsigned char>(c), kMayBePassed);
  }
  for (unsigned c = 0x80; c <= 0xFF; ++c) add(c, kMayBePassed | kNameGoesOn);
  add('\\', kNameGoesOn);
  return classes;
}

inline constexpr auto kCharacterClasses = make_character_classes();

constexpr bool is_any(char c, unsigned classes) noexcept {
  return (kCharacterClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

// Blanks of more than a byte (ECMA-262, WhiteSpace).
constexpr bool is_wide_blank(char32_t c) noexcept {
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000 ||
         c == 0xFEFF;
}
constexpr bool is_line_separator(char32_t c) noexcept { return c == 0x2028 || c == 0x2029; }

}  // namespace smcache::detail
