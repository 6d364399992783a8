// Tells reserved and contextual words from other names.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "converter/script_token.hpp"

namespace smcache::detail {

inline constexpr std::size_t kLongestWord = 11;

// By first letter: which lengths the words that begin with it have. Sorts out most names.
extern const std::array<std::uint16_t, 128> kWordLengths;
inline bool may_be_word(char first, std::size_t length) noexcept {
  return length <= kLongestWord && (kWordLengths[static_cast<unsigned char>(first) & 127U] >> length & 1U) != 0;
}

// Word::none for any other name.
Word find_word(std::string_view name) noexcept;

// Those that can never be a variable's name.
constexpr bool is_reserved(Word word) noexcept { return word != Word::none && word <= Word::js_with; }

}  // namespace smcache::detail
