// Bytes of a text looked at sixteen at a time, where the processor can.
#pragma once

#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace smcache::detail {

#ifdef __SSE2__
inline __m128i load_sixteen(const char* at) noexcept { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }

inline __m128i equal(__m128i bytes, char c) noexcept { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }

template <char... Wanted>
__m128i one_of(__m128i bytes) noexcept {
  __m128i found = _mm_setzero_si128();
  ((found = _mm_or_si128(found, equal(bytes, Wanted))), ...);
  return found;
}
#endif

inline constexpr std::size_t kChunk = 64;

enum class Beyond : std::uint8_t { nothing, ascii };

// Bit i: is the i-th byte of a chunk one of `Wanted`, or else `kToo` beyond ASCII?
template <Beyond kToo, char... Wanted>
std::uint64_t find_in_chunk(const char* chunk) noexcept {
  std::uint64_t mask = 0;
#ifdef __SSE2__
  for (unsigned i = 0; i < kChunk; i += 16) {
    const __m128i bytes = load_sixteen(chunk + i);
    __m128i found = one_of<Wanted...>(bytes);
    if constexpr (kToo == Beyond::ascii) found = _mm_or_si128(found, bytes);
    mask |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found))) << i;
  }
#else
  for (unsigned i = 0; i < kChunk; ++i) {
    const bool too = kToo == Beyond::ascii && static_cast<unsigned char>(chunk[i]) >= 0x80;
    mask |= std::uint64_t{too || ((chunk[i] == Wanted) || ...)} << i;
  }
#endif
  return mask;
}

}  // namespace smcache::detail
