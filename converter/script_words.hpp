// Tells reserved and contextual words from other names.
#pragma once

#include <string_view>

#include "converter/script_token.hpp"

namespace smcache::detail {

inline constexpr std::size_t kShortestWord = 2;
inline constexpr std::size_t kLongestWord = 11;

// Word::none for any other name.
Word find_word(std::string_view name) noexcept;

// Those that can never be a variable's name.
constexpr bool is_reserved(Word word) noexcept { return word != Word::none && word <= Word::kWith; }

}  // namespace smcache::detail
