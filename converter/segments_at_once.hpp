// All segments in 64 characters of "mappings" at once, up to 16 of them, each field in the lanes of one vector: the way
// of nearly all real maps on a processor with these instructions. What it does not take is for the way segment by
// segment (segment_at_once.hpp).
//
// Where numbers begin and where segments end are masks. Compressed, they are lists of places: the second field of every
// segment stands at the place behind that of the first, and so on.
#pragma once

#ifdef __x86_64__
#define SMCACHE_HAS_SEGMENTS_AT_ONCE

#include <array>
#include <bit>
#include <cstdint>

#include "converter/vector_instructions.hpp"
#include "converter/vlq.hpp"

// The instructions that such code may use; whether they are there is asked at run time.
#define SMCACHE_SEGMENTS_TARGET gnu::target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")

namespace smcache::detail {

// Where the last of these are, lzcnt is; not every compiler can ask for that.
inline bool has_segments_at_once() noexcept {
  return __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
}

// Segments that follow each other, with their separators and with empty lines among them.
struct SegmentRow {
  static constexpr unsigned kCharacters = 64;
  static constexpr unsigned kSegments = 16;

  unsigned length;  // of the text, up to behind a separator
  unsigned count;   // of segments
  // Bit i is about character i.
  std::uint64_t begins;     // of segments
  std::uint64_t line_ends;  // semicolons
  // Lane i is about segment i. Numbers are relative still, and zero where there is none.
  __mmask16 mapped;
  __mmask16 named;
  __m512i columns;  // generated; none is below zero
  __m512i sources, original_lines, original_columns, names;
};

namespace segments {

// Of each character its digit, or kNotBase64.
alignas(64) inline constexpr std::array<std::uint8_t, 128> kDigits = [] {
  std::array<std::uint8_t, 128> table{};
  for (unsigned i = 0; i < table.size(); ++i) table[i] = kBase64[i];
  return table;
}();

// Byte i is `of(i)`.
template <typename Of>
constexpr std::array<std::uint8_t, 64> bytes(Of of) {
  std::array<std::uint8_t, 64> table{};
  for (unsigned i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint8_t>(of(i));
  return table;
}
alignas(64) inline constexpr auto kCounting = bytes([](unsigned i) { return i; });
alignas(64) inline constexpr auto kLane = bytes([](unsigned i) { return i / 4; });
alignas(64) inline constexpr auto kByteOfLane = bytes([](unsigned i) { return i % 4; });

[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline __m512i load(
    const std::array<std::uint8_t, 64>& table) noexcept {
  return _mm512_load_si512(table.data());
}

// What stands where, and which digits; bit i and byte i are about character i.
struct Characters {
  std::uint64_t commas, line_ends;
  std::uint64_t digits;     // of segments
  std::uint64_t begins;     // of segments
  std::uint64_t continued;  // digits behind which the number goes on
  __m512i low_bits;         // of digits: without the one that says so

  [[nodiscard]] std::uint64_t separators() const noexcept { return commas | line_ends; }
};

// Looks at the first `there` characters, up to the last separator before anything strange; of 16 segments at most.
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline Characters read_characters(const char* at,
                                                                                  unsigned there) noexcept {
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  const __m512i text = _mm512_maskz_loadu_epi8(_bzhi_u64(kAll, there), at);
  // Looks seven bits up. What has an eighth is no digit.
  const __m512i digits =
      _mm512_permutex2var_epi8(_mm512_load_si512(kDigits.data()), text, _mm512_load_si512(kDigits.data() + 64));
  Characters characters;
  characters.commas = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(','));
  characters.line_ends = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(';'));
  characters.low_bits = _mm512_and_si512(digits, _mm512_set1_epi8(31));
  const std::uint64_t known = characters.separators() | ~_mm512_movepi8_mask(_mm512_or_si512(digits, text));

  // A comma promises one more segment, which has to be seen.
  const std::uint64_t ends =
      ((characters.commas & _bzhi_u64(kAll, there - 1)) | characters.line_ends) & _blsmsk_u64(~known);
  std::uint64_t taken = ends == 0 ? 0 : kAll >> _lzcnt_u64(ends);
  characters.begins = taken & ~ends & (ends << 1 | 1);
  if (std::popcount(characters.begins) > static_cast<int>(SegmentRow::kSegments)) {
    taken &= _blsmsk_u64(_pdep_u64(std::uint64_t{1} << SegmentRow::kSegments, characters.begins)) >> 1;
    characters.begins &= taken;
  }
  characters.commas &= taken;
  characters.line_ends &= taken;
  characters.digits = taken & ~characters.separators();
  characters.continued = _mm512_test_epi8_mask(digits, _mm512_set1_epi8(32)) & characters.digits;
  return characters;
}

// Is there a segment that is empty, a number that is cut short or has more than four digits, a generated column that
// goes back, or a negative zero, which is another number?
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline bool is_uncommon(const Characters& characters,
                                                                        std::uint64_t number_begins) noexcept {
  const std::uint64_t separators = characters.separators();
  const std::uint64_t continued = characters.continued;
  const std::uint64_t empty =
      (characters.commas & (separators << 1 | 1)) | (characters.line_ends & characters.commas << 1);
  const std::uint64_t cut_short = continued << 1 & separators;
  const std::uint64_t is_long = continued & continued << 1 & continued << 2 & continued << 3;
  const std::uint64_t negative = _mm512_test_epi8_mask(characters.low_bits, _mm512_set1_epi8(1));
  // Nothing but its sign. What stands behind the second digit is not worth a look.
  const std::uint64_t only_sign = _mm512_cmpeq_epi8_mask(characters.low_bits, _mm512_set1_epi8(1));
  const std::uint64_t goes_on = continued & _mm512_test_epi8_mask(characters.low_bits, characters.low_bits) >> 1;
  return (empty | cut_short | is_long | (negative & characters.begins) | (only_sign & number_begins & ~goes_on)) != 0;
}

// Looks the numbers up in the list of places, and counts them up.
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline __m512i next_place(__m512i places, __m512i& number) noexcept {
  const __m512i place = _mm512_permutexvar_epi8(number, places);
  number = _mm512_add_epi8(number, _mm512_set1_epi8(1));
  return place;
}

// The numbers whose digits stand from `begins` up to before `ends`, places that are in all four bytes of a lane.
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline __m512i read_numbers(__m512i low_bits, __m512i begins,
                                                                            __m512i ends) noexcept {
  const __m512i places = _mm512_add_epi8(begins, load(kByteOfLane));
  const __m512i digits = _mm512_maskz_permutexvar_epi8(_mm512_cmplt_epu8_mask(places, ends), places, low_bits);
  const __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(32 << 8 | 1));
  return _mm512_madd_epi16(pairs, _mm512_set1_epi32(1024 << 16 | 1));
}

// What they mean: the lowest bit is the sign.
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline __m512i with_signs(__mmask16 lanes, __m512i numbers) noexcept {
  const __m512i magnitudes = _mm512_maskz_srli_epi32(lanes, numbers, 1);
  const __mmask16 negative = _mm512_test_epi32_mask(numbers, _mm512_set1_epi32(1));
  return _mm512_mask_sub_epi32(magnitudes, negative, _mm512_setzero_si512(), magnitudes);
}

}  // namespace segments

// Reads what begins at `at` with a segment or the end of a line. False, with nothing said about why, where no segment
// and no line ends in the first `there` characters, and where one is not as they nearly all are: malformed, with a
// column that goes back, or with a number of more than four digits.
// REQUIRES: 1 <= there <= kCharacters, and that many can be read.
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline bool read_segments(const char* at, unsigned there,
                                                                          SegmentRow& row) noexcept {
  using namespace segments;
  const Characters characters = read_characters(at, there);
  const std::uint64_t number_begins = characters.digits & ~(characters.continued << 1);
  const std::uint64_t segment_ends = characters.separators() & characters.digits << 1;
  if (characters.separators() == 0 || is_uncommon(characters, number_begins)) return false;
  row.length = SegmentRow::kCharacters - static_cast<unsigned>(_lzcnt_u64(characters.separators()));
  row.count = static_cast<unsigned>(std::popcount(characters.begins));
  row.begins = characters.begins;
  row.line_ends = characters.line_ends;

  // Without gaps: where each number begins, and where each segment ends. Then, where in this list those of each
  // segment begin, and where they end.
  const std::uint64_t marks = number_begins | segment_ends;
  const __m512i places = _mm512_maskz_compress_epi8(marks, load(kCounting));
  const __m512i firsts = _mm512_maskz_compress_epi8(_pext_u64(characters.begins, marks), load(kCounting));
  const __m512i lasts = _mm512_maskz_compress_epi8(_pext_u64(segment_ends, marks), load(kCounting));
  const __m128i counts = _mm_sub_epi8(_mm512_castsi512_si128(lasts), _mm512_castsi512_si128(firsts));
  row.named = _mm_cmpeq_epi8_mask(counts, _mm_set1_epi8(5));
  row.mapped = static_cast<__mmask16>(row.named | _mm_cmpeq_epi8_mask(counts, _mm_set1_epi8(4)));
  const auto known = static_cast<unsigned>(row.mapped | _mm_cmpeq_epi8_mask(counts, _mm_set1_epi8(1)));
  if (known != _bzhi_u32(0xFFFF, row.count)) return false;

  // Of the fields of each segment, in all four bytes of its lane.
  __m512i number = _mm512_permutexvar_epi8(load(kLane), firsts);
  const __m512i begin = next_place(places, number);
  const __m512i source = next_place(places, number);
  const __m512i line = next_place(places, number);
  const __m512i column = next_place(places, number);
  const __m512i name = next_place(places, number);
  const __m512i end = next_place(places, number);
  const __m512i low_bits = characters.low_bits;
  row.columns = _mm512_srli_epi32(read_numbers(low_bits, begin, source), 1);
  row.sources = with_signs(row.mapped, read_numbers(low_bits, source, line));
  row.original_lines = with_signs(row.mapped, read_numbers(low_bits, line, column));
  row.original_columns = with_signs(row.mapped, read_numbers(low_bits, column, name));
  row.names = with_signs(row.named, read_numbers(low_bits, name, end));
  return true;
}

// Lane i: the sum of lanes 0 to i.
[[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] inline __m512i running_sums(__m512i lanes) noexcept {
  const __m512i zero = _mm512_setzero_si512();
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 15));
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 14));
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 12));
  return _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 8));
}

}  // namespace smcache::detail

#endif
