// Where runs of characters end in a JavaScript text. Sixteen bytes are looked at at a time, where the processor can:
// how long a name or a string is, is not to be foreseen, and a loop over single bytes is mispredicted at its end.
#pragma once

#include <bit>
#include <cstddef>

#include "converter/script_characters.hpp"
#include "converter/sixteen_bytes.hpp"

namespace smcache::detail {

#ifdef __SSE2__
// The first byte in [at, end) that `stops`, which tells so of sixteen, sets; a place behind which fewer than sixteen
// stand, where there is none before.
template <typename Stops>
const char* pass_sixteens(const char* at, const char* end, Stops&& stops) noexcept {
  for (; end - at >= 16; at += 16) {
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(stops(load_sixteen(at))));
    if (mask != 0) return at + std::countr_zero(mask);
  }
  return at;
}

// ASCII characters of a range that is neither at the beginning of ASCII nor at its end.
inline __m128i within(__m128i bytes, char first, char last) noexcept {
  return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                       _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
}

inline __m128i no_name_parts(__m128i bytes) noexcept {
  const __m128i letters = within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
  const __m128i parts = _mm_or_si128(_mm_or_si128(letters, within(bytes, '0', '9')), one_of<'$', '_'>(bytes));
  return _mm_cmpeq_epi8(parts, _mm_setzero_si128());
}
#endif

// The first character from `at` on that is no part of a name, as far as ASCII goes.
inline const char* end_of_name(const char* at, const char* end) noexcept {
#ifdef __SSE2__
  at = pass_sixteens(at, end, no_name_parts);
#endif
  while (at != end && is_any(*at, kNamePart)) ++at;
  return at;
}

// The first one that is not a space.
inline const char* end_of_spaces(const char* at, const char* end) noexcept {
#ifdef __SSE2__
  at = pass_sixteens(at, end, [](__m128i bytes) { return _mm_xor_si128(equal(bytes, ' '), _mm_set1_epi8(-1)); });
#endif
  while (at != end && *at == ' ') ++at;
  return at;
}

// The first one that is one of `Stops`.
template <char... Stops>
const char* find_any(const char* at, const char* end) noexcept {
#ifdef __SSE2__
  at = pass_sixteens(at, end, one_of<Stops...>);
#endif
  while (at != end && ((*at != Stops) && ...)) ++at;
  return at;
}

}  // namespace smcache::detail
