// What a byte of a JavaScript text can be, by table.
#pragma once

#include <array>
#include <cstdint>

namespace smcache::detail {

enum CharacterClass : std::uint8_t {
  kNameStart = 1,  // ASCII letters, "$", "_"
  kNamePart = 2,   // those and digits
  kDigit = 4,
  kStringStop = 8,  // what can end a plain run in a string: quotes, "\", line ends, not ASCII
  kTemplateStop = 16,
  kRegexStop = 32,
  kCommentStop = 64,   // in a comment of either form
  kMayBePassed = 128,  // a blank, or what a comment begins with
};

constexpr std::array<std::uint8_t, 256> make_character_classes() noexcept {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&](unsigned c, unsigned what) { classes[c] = static_cast<std::uint8_t>(classes[c] | what); };
  for (unsigned c = 'a'; c <= 'z'; ++c) add(c, kNameStart | kNamePart);
  for (unsigned c = 'A'; c <= 'Z'; ++c) add(c, kNameStart | kNamePart);
  add('$', kNameStart | kNamePart);
  add('_', kNameStart | kNamePart);
  for (unsigned c = '0'; c <= '9'; ++c) add(c, kNamePart | kDigit);
  for (unsigned c = 0x80; c <= 0xFF; ++c) add(c, kStringStop | kTemplateStop | kRegexStop | kCommentStop);
  for (const char c : {'\n', '\r'})
    add(static_cast<unsigned char>(c), kStringStop | kTemplateStop | kRegexStop | kCommentStop);
  for (const char c : {'"', '\'', '\\'}) add(static_cast<unsigned char>(c), kStringStop);
  for (const char c : {'`', '$', '\\'}) add(static_cast<unsigned char>(c), kTemplateStop);
  for (const char c : {'/', '[', ']', '\\'}) add(static_cast<unsigned char>(c), kRegexStop);
  add('*', kCommentStop);
  for (const char c : {' ', '\t', '\v', '\f', '\n', '\r', '/', '<', '-'}) {
    add(static_cast<unsigned char>(c), kMayBePassed);
  }
  for (unsigned c = 0x80; c <= 0xFF; ++c) add(c, kMayBePassed);
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
