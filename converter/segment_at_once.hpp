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

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "converter/vector_instructions.hpp"

// The instructions that such code may use; whether they are there is asked at run time.
#define SMCACHE_SEGMENT_TARGET gnu::target("avx2,bmi")

namespace smcache::detail {

inline bool has_segment_at_once() noexcept { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"); }

// As many digits are loaded, whatever a segment's length.
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

// What a segment of so many fields puts over its name: the name that is none, where it has no name.
alignas(16) inline constexpr std::array<std::array<std::uint32_t, 4>, 6> kNameOfCount{
    {{}, {}, {}, {}, {0, 0, 0, 0xFFFFFFFF}, {}}};

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
  unsigned count;   // of fields: 1, 4 or 5; the lanes of others are zero
  __m256i numbers;  // as they stand there: sign in the lowest bit
};

// What stands in 64 characters from the beginning of a segment on. Where segments end is found for all of them at
// once, so that none waits for the one before.
class SegmentWindow {
 public:
  static constexpr std::ptrdiff_t kSize = 64;

  // REQUIRES: kSize bytes can be read at `at`.
  [[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] void read(const char* at) noexcept {
    begin_ = at;
    const Half first = read_half(at, digits_.data());
    const Half second = read_half(at + kHalf, digits_.data() + kHalf);
    const auto join = [](std::uint32_t low, std::uint32_t high) { return low | std::uint64_t{high} << kHalf; };
    const std::uint64_t strangers = join(first.strangers, second.strangers);
    separators_ = join(first.separators, second.separators) & ~strangers & (strangers - 1);
    ends_ = join(first.ends, second.ends);
  }

  // No segment ends here that was not passed.
  [[nodiscard]] bool is_passed() const noexcept { return separators_ == 0; }
  // Where the next segment ends. REQUIRES: !is_passed().
  [[nodiscard]] const char* separator() const noexcept { return begin_ + std::countr_zero(separators_); }
  // Passes the next separator, or all of them before a place.
  void pass() noexcept { separators_ &= separators_ - 1; }
  void pass_to(const char* at) noexcept { separators_ &= at - begin_ < kSize ? ~std::uint64_t{0} << (at - begin_) : 0; }

  // Reads the segment that begins at `at`, up to the next separator. False, with nothing said about why, for one that
  // is malformed or too long.
  [[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] bool segment(const char* at, WholeSegment& segment) const noexcept {
    const auto begin = static_cast<unsigned>(at - begin_);
    const auto length = static_cast<unsigned>(separator() - at);
    if (length - 1 >= kSegmentDigits) return false;
    const unsigned ends = static_cast<unsigned>(ends_ >> begin) & ((1U << length) - 1);
    const unsigned count = kSegmentShapes.counts[ends];
    if (count == 0 || ends >> (length - 1) == 0) return false;

    const auto load = [](const std::uint8_t* bytes) __attribute__((always_inline)) {
      return _mm_load_si128(reinterpret_cast<const __m128i*>(bytes));
    };
    const __m256i places =
        _mm256_set_m128i(load(kColumnPlaces[static_cast<unsigned>(std::countr_zero(ends)) + 1].data()),
                         load(kSegmentShapes.places[ends].data()));
    const __m128i digits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(digits_.data() + begin));
    const __m256i in_lanes = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(digits), places);
    const __m256i pairs = _mm256_maddubs_epi16(in_lanes, _mm256_set1_epi16(32 << 8 | 1));
    segment.numbers = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1024 << 16 | 1));
    segment.count = count;
    return true;
  }

 private:
  static constexpr unsigned kHalf = 32;
  struct Half {
    std::uint32_t separators, ends, strangers;
  };

  [[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] static __m256i twice(__m128i row) noexcept {
    return _mm256_broadcastsi128_si256(row);
  }
  [[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] static std::uint32_t mask_of(__m256i bytes) noexcept {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
  }

  [[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] static Half read_half(const char* at, std::uint8_t* digits) noexcept {
    const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(text, 4), nibble);
    const __m256i low = _mm256_and_si256(text, nibble);

    // The alphabet in rows of 16 characters. Bit 0: row 2 (+ /), bit 1: row 3 (0-9), bit 2: rows 4 and 6
    // (A-O, a-o), bit 3: rows 5 and 7 (P-Z, p-z); and separators, bit 4: row 2 (,), bit 5: row 3 (;). A character
    // belongs where its row and its place in the row have a bit in common.
    const __m256i bits_of_row = twice(_mm_setr_epi8(0, 0, 17, 34, 4, 8, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i bits_of_place = twice(_mm_setr_epi8(10, 14, 14, 14, 14, 14, 14, 14, 14, 14, 12, 37, 20, 4, 4, 5));
    const __m256i known =
        _mm256_and_si256(_mm256_shuffle_epi8(bits_of_row, high), _mm256_shuffle_epi8(bits_of_place, low));

    // Character to digit: a distance for each row. "/" stands 4 places behind "+", but is the next digit:
    // it takes that of row 1, which has no characters.
    const __m256i distances = twice(_mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i row = _mm256_add_epi8(high, _mm256_cmpeq_epi8(text, _mm256_set1_epi8('/')));
    const __m256i sextets = _mm256_add_epi8(text, _mm256_shuffle_epi8(distances, row));
    _mm256_store_si256(reinterpret_cast<__m256i*>(digits), _mm256_and_si256(sextets, _mm256_set1_epi8(31)));
    // A number ends with a digit that lacks the continuation bit, 32.
    return {mask_of(_mm256_cmpgt_epi8(known, nibble)), ~mask_of(_mm256_slli_epi16(sextets, 2)),
            mask_of(_mm256_cmpeq_epi8(known, _mm256_setzero_si256()))};
  }

  const char* begin_ = nullptr;
  // Bit i is about character i.
  std::uint64_t separators_ = 0;  // those not passed, and before the first character that belongs in no segment
  std::uint64_t ends_ = 0;        // of numbers; anything where there is no digit
  // Without the continuation bits; so many more that kSegmentLoad bytes can be loaded anywhere.
  alignas(32) std::array<std::uint8_t, kSize + kSegmentLoad> digits_{};
};

// Numbers as they stand in segments, to what they mean.
[[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] inline __m256i with_signs(__m256i numbers) noexcept {
  const __m256i magnitudes = _mm256_srli_epi32(numbers, 1);
  const __m256i signs = _mm256_srai_epi32(_mm256_slli_epi32(numbers, 31), 31);
  return _mm256_sub_epi32(_mm256_xor_si256(magnitudes, signs), signs);
}

}  // namespace smcache::detail

#endif
