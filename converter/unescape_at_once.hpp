// Escapes of one letter, however many of them stand among 64 characters of a JSON string, without a look at single
// ones: the way of nearly every string of a real map on a processor with these instructions. What it does not take
// is for the careful way, escape by escape (json_string.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "converter/vector_instructions.hpp"

#ifdef __x86_64__
// The instructions that such code may use; whether they are there is asked at run time.
#define SMCACHE_UNESCAPE_TARGET gnu::target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi2,popcnt")
#endif

namespace smcache::detail {

#ifdef __x86_64__

inline bool has_unescape_at_once() noexcept {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
         __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

// Which of the backslashes begin an escape; the others are what is escaped. REQUIRES: the first one does.
inline std::uint64_t beginnings_of_escapes(std::uint64_t backslashes) noexcept {
  if ((backslashes & backslashes << 1) == 0) return backslashes;
  std::uint64_t beginnings = 0;
  while (backslashes != 0) {
    const std::uint64_t first = backslashes & (0 - backslashes);
    beginnings |= first;
    backslashes &= ~(first | first << 1);
  }
  return beginnings;
}

// A piece of a string, at most 64 characters.
struct UnescapedPiece {
  __m512i characters;     // backslashes are there yet, letters are what they stand for
  std::uint64_t escapes;  // where such backslashes are
  std::uint64_t strange;  // where a letter stands for nothing that is known here
};

[[SMCACHE_UNESCAPE_TARGET, gnu::always_inline]] inline UnescapedPiece unescape_piece(
    __m512i text, const std::array<char, 256>& meanings) noexcept {
  const std::uint64_t escapes = beginnings_of_escapes(_mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\\')));
  const std::uint64_t letters = escapes << 1;
  // Looks seven bits up. What has an eighth is no letter.
  const __m512i meant =
      _mm512_permutex2var_epi8(_mm512_loadu_si512(meanings.data()), text, _mm512_loadu_si512(meanings.data() + 64));
  const std::uint64_t strange = letters & (_mm512_testn_epi8_mask(meant, meant) | _mm512_movepi8_mask(text));
  return {_mm512_mask_mov_epi8(text, letters, meant), escapes, strange};
}

// Moves `at` to the first escape that is not of one letter, or to `end`, and `out` behind what was written. `meanings`:
// what the letters stand for, 0 where there is no such escape. REQUIRES: no escape begins before `at` and ends behind
// it; as unescape_json().
[[SMCACHE_UNESCAPE_TARGET]] inline void unescape_at_once(const char*& at, const char* end, char*& out,
                                                         const std::array<char, 256>& meanings) noexcept {
  constexpr std::ptrdiff_t kWidth = 64;
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  while (at != end) {
    const auto there = static_cast<unsigned>(std::min(end - at, kWidth));
    const UnescapedPiece piece = unescape_piece(_mm512_maskz_loadu_epi8(_bzhi_u64(kAll, there), at), meanings);
    if (there == kWidth && (piece.strange | piece.escapes >> 63) == 0) {
      // Mostly so: where the next piece begins need not wait for what is in this one.
      _mm512_storeu_si512(out, _mm512_maskz_compress_epi8(~piece.escapes, piece.characters));
      at += kWidth;
      out += kWidth - std::popcount(piece.escapes);
      continue;
    }
    // The letter of an escape that begins at the last place comes with the next characters.
    const unsigned taken = piece.strange != 0 ? static_cast<unsigned>(std::countr_zero(piece.strange)) - 1
                                              : there - static_cast<unsigned>(piece.escapes >> 63);
    const std::uint64_t kept = ~piece.escapes & _bzhi_u64(kAll, taken);
    const auto written = static_cast<unsigned>(std::popcount(kept));
    _mm512_mask_storeu_epi8(out, _bzhi_u64(kAll, written), _mm512_maskz_compress_epi8(kept, piece.characters));
    at += taken;
    out += written;
    if (piece.strange != 0) return;
  }
}

#else

inline bool has_unescape_at_once() noexcept { return false; }
inline void unescape_at_once(const char*&, const char*, char*&, const std::array<char, 256>&) noexcept {}

#endif

}  // namespace smcache::detail
