// Whole segments of "mappings" at a time, without a look at single digits: the way that nearly every
// segment of a real map takes on a processor with these instructions. What it does not take is for the
// careful way, number by number (vlq.hpp).
//
// The idea is that of byte-oriented integer codecs (J. Plaisance, N. Kurz, D. Lemire, "Vectorized VByte
// Decoding", 2015): where numbers end is a mask, and a table says for each mask how to shuffle the
// digits into lanes of one number each.
#pragma once

#if defined(__x86_64__)
#define SMCACHE_HAS_SEGMENT_AT_ONCE

#include <immintrin.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

// The instructions that such code may use; whether they are there is asked at run time.
#define SMCACHE_SEGMENT_TARGET gnu::target("avx2,bmi")

namespace smcache::detail {

inline bool has_segment_at_once() noexcept { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"); }

// As many bytes are loaded, whatever a segment's length.
inline constexpr int kSegmentLoad = 16;
// Digits of the longest segment that is taken, and of the longest number.
inline constexpr unsigned kSegmentDigits = 10;
inline constexpr unsigned kNumberDigits = 4;

// The lanes in which the fields of a segment stand: the first four as OriginalRecord has them.
enum SegmentLane : unsigned { source_lane, line_lane, original_column_lane, name_lane, column_lane };

// The lanes that segments of so many fields have to do with, as bits.
inline constexpr std::array<std::uint8_t, 6> kLanesOfCount{0, 0b10000, 0, 0, 0b10111, 0b11111};

// For each mask of digits at which numbers end.
struct SegmentShapes {
  static constexpr std::size_t kMasks = std::size_t{1} << kSegmentDigits;
  // Which digit goes to each byte of the first four lanes; 0x80: none.
  alignas(64) std::array<std::array<std::uint8_t, 16>, kMasks> places;
  std::array<std::uint8_t, kMasks> counts;  // of fields; 0: a segment that is not taken
};

inline constexpr SegmentShapes kSegmentShapes = [] {
  constexpr std::array<unsigned, 5> kLaneOfField{column_lane, source_lane, line_lane, original_column_lane, name_lane};
  SegmentShapes table{};
  for (unsigned ends = 1; ends < SegmentShapes::kMasks; ++ends) {
    const auto count = static_cast<unsigned>(std::popcount(ends));
    if (count != 1 && count != 4 && count != 5) continue;
    table.places[ends].fill(0x80);
    table.counts[ends] = static_cast<std::uint8_t>(count);
    unsigned field = 0;
    unsigned place = 0;  // of the digit within its number
    for (unsigned digit = 0; digit < static_cast<unsigned>(std::bit_width(ends)); ++digit, ++place) {
      if (place == kNumberDigits) table.counts[ends] = 0;
      if (place < kNumberDigits && kLaneOfField[field] != column_lane) {
        table.places[ends][kLaneOfField[field] * kNumberDigits + place] = static_cast<std::uint8_t>(digit);
      }
      if ((ends >> digit & 1) == 0) continue;
      ++field;
      place = static_cast<unsigned>(-1);
    }
  }
  return table;
}();

// Which digits go to the other four lanes, by the number of digits that the column has.
alignas(16) inline constexpr std::array<std::array<std::uint8_t, 16>, kNumberDigits + 1> kColumnPlaces = [] {
  std::array<std::array<std::uint8_t, 16>, kNumberDigits + 1> table{};
  for (unsigned length = 0; length < table.size(); ++length) {
    table[length].fill(0x80);
    for (unsigned digit = 0; digit < length; ++digit) table[length][digit] = static_cast<std::uint8_t>(digit);
  }
  return table;
}();

struct WholeSegment {
  unsigned length;  // in characters
  unsigned count;   // of fields: 1, 4 or 5; the lanes of others are zero
  __m256i numbers;  // as they stand there: sign in the lowest bit
};

// Reads the segment that begins at `at` and ends before the first character that is no base64 digit.
// False, with nothing said about why, for one that is malformed or too long.
// REQUIRES: kSegmentLoad bytes can be read at `at`.
[[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] inline bool read_whole_segment(const char* at,
                                                                              WholeSegment& segment) noexcept {
  const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i nibble = _mm_set1_epi8(0x0F);
  const __m128i high = _mm_and_si128(_mm_srli_epi16(text, 4), nibble);
  const __m128i low = _mm_and_si128(text, nibble);

  // The alphabet in rows of 16 characters. Bit 0: row 2 (+ /), bit 1: row 3 (0-9), bit 2: rows 4 and 6
  // (A-O, a-o), bit 3: rows 5 and 7 (P-Z, p-z). A character belongs where its row and its place in the row
  // have a bit in common.
  const __m128i bits_of_row = _mm_setr_epi8(0, 0, 1, 2, 4, 8, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i bits_of_place = _mm_setr_epi8(10, 14, 14, 14, 14, 14, 14, 14, 14, 14, 12, 5, 4, 4, 4, 5);
  const __m128i known = _mm_and_si128(_mm_shuffle_epi8(bits_of_row, high), _mm_shuffle_epi8(bits_of_place, low));
  const auto strangers = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(known, _mm_setzero_si128())));
  // What comes next waits for the length alone: that is found on the shortest way, and all else is checked after.
  const __m128i separators =
      _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8(',')), _mm_cmpeq_epi8(text, _mm_set1_epi8(';')));
  const auto length = static_cast<unsigned>(
      std::countr_zero(static_cast<unsigned>(_mm_movemask_epi8(separators)) | 1U << (kSegmentDigits + 1)));
  if (length - 1 >= kSegmentDigits || (strangers & ((1U << length) - 1)) != 0) return false;

  // Character to digit: a distance for each row. "/" stands 4 places behind "+", but is the next digit:
  // it takes that of row 1, which has no characters.
  const __m128i distances = _mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i row = _mm_add_epi8(high, _mm_cmpeq_epi8(text, _mm_set1_epi8('/')));
  const __m128i digits = _mm_add_epi8(text, _mm_shuffle_epi8(distances, row));

  // A number ends with a digit that lacks the continuation bit, 32.
  const auto continued = static_cast<unsigned>(_mm_movemask_epi8(_mm_slli_epi16(digits, 2)));
  const unsigned ends = ~continued & ((1U << length) - 1);
  const unsigned count = kSegmentShapes.counts[ends];
  if (count == 0 || ends >> (length - 1) == 0) return false;

  const auto load = [](const std::array<std::uint8_t, 16>& bytes) __attribute__((always_inline)) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(bytes.data()));
  };
  const __m256i places = _mm256_set_m128i(load(kColumnPlaces[static_cast<unsigned>(std::countr_zero(ends)) + 1]),
                                          load(kSegmentShapes.places[ends]));
  const __m128i five_bits = _mm_and_si128(digits, _mm_set1_epi8(31));
  const __m256i in_lanes = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(five_bits), places);
  const __m256i pairs = _mm256_maddubs_epi16(in_lanes, _mm256_set1_epi16(32 << 8 | 1));
  segment.numbers = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1024 << 16 | 1));
  segment.length = length;
  segment.count = count;
  return true;
}

// Numbers as they stand in segments, to what they mean.
[[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] inline __m256i with_signs(__m256i numbers) noexcept {
  const __m256i magnitudes = _mm256_srli_epi32(numbers, 1);
  const __m256i signs = _mm256_srai_epi32(_mm256_slli_epi32(numbers, 31), 31);
  return _mm256_sub_epi32(_mm256_xor_si256(magnitudes, signs), signs);
}

}  // namespace smcache::detail

#endif
