// "mappings" a whole segment at a time (segment_at_once.hpp): relative numbers to mappings.
#pragma once

#include "converter/segment_at_once.hpp"

#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE

#include <algorithm>
#include <cstdint>

#include "converter/mapping_record.hpp"
#include "converter/mappings.hpp"
#include "converter/mappings_state.hpp"

namespace smcache::detail {

// A decoder is for one run: it works on a copy of the state.
template <typename Sink>
class SegmentDecoder {
 public:
  SegmentDecoder(const MappingsText& text, const MappingsState& state, Sink& sink) noexcept
      : text_(text), sink_(sink), state_(state) {}

  // Takes segments for as long as they begin before `until` and are in every way as they should be. Where it stops, at
  // a segment or at the end of a line, something is left of the text. False: the columns went back.
  [[SMCACHE_SEGMENT_TARGET, gnu::always_inline]] bool run(const char* until) {
    if (!state_.fits_in_lanes()) return true;
    __m256i sums = _mm256_setr_epi32(lane(state_.source), lane(state_.original_line), lane(state_.original_column),
                                     lane(state_.name), lane(state_.column), 0, 0, 0);
    // What lanes may hold that a segment has fields for. Where there are no names, none may be asked for.
    std::int64_t last_column = last_column_taken();
    __m256i largest = _mm256_setr_epi32(last_of(text_.source_count), kLargest, kLargest, last_of(text_.name_count),
                                        lane(last_column), 0, 0, 0);
    const unsigned most_fields = text_.source_count == 0 ? 1 : text_.name_count == 0 ? 4 : 5;
    const __m128i first = _mm_setr_epi32(lane(text_.first_source), 0, 0, lane(text_.first_name));

    const char* at = state_.at;
    bool sorted = true;
    MappingRecord record;
    record.line = static_cast<std::uint32_t>(text_.start.line + state_.line);
    auto first_column = static_cast<std::uint32_t>(state_.line == 0 ? text_.start.column : 0);
    SegmentWindow window;
    while (sorted && last_column >= 0 && at < until) {
      if (window.is_passed()) {
        if (state_.end - at <= SegmentWindow::kSize) break;
        window.read(at);
        if (window.is_passed()) break;
      }
      WholeSegment segment;
      if (!window.segment(at, segment) || segment.count > most_fields) break;
      const char* const separator = window.separator();
      window.pass();
      // A comma promises one more segment: where none comes, the careful way says so.
      if (*separator == ',' && separator[1] == ';') break;

      const __m256i next = _mm256_add_epi32(sums, with_signs(segment.numbers));
      // In range, and no negative zero, which is another number.
      const __m256i good = _mm256_andnot_si256(_mm256_cmpeq_epi32(segment.numbers, _mm256_set1_epi32(1)),
                                               _mm256_cmpeq_epi32(_mm256_min_epu32(next, largest), next));
      const auto needed = kLanesOfCount[segment.count];
      if ((static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(good))) & needed) != needed) break;
      record.column = static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm256_extracti128_si256(next, 1))) + first_column;
      if (segment.count == 1) {
        record.original = {};
      } else {
        const __m128i original = _mm_add_epi32(_mm256_castsi256_si128(next), first);
        const __m128i absent = _mm_load_si128(reinterpret_cast<const __m128i*>(&kNameOfCount[segment.count]));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(&record.original), _mm_or_si128(original, absent));
      }
      sorted = sink_.add(record);
      sums = next;
      at = separator + 1;
      if (*separator == ',') continue;
      at = std::find_if_not(at, std::max(at, state_.end - SegmentWindow::kSize), [](char c) { return c == ';'; });
      window.pass_to(at);
      state_.line += static_cast<std::uint64_t>(at - separator);
      record.line = static_cast<std::uint32_t>(text_.start.line + state_.line);
      state_.line_begin = at;
      first_column = 0;
      sums = _mm256_insert_epi32(sums, 0, column_lane);
      last_column = last_column_taken();
      largest = _mm256_insert_epi32(largest, lane(last_column), column_lane);
    }
    state_.at = at;
    state_.source = _mm256_extract_epi32(sums, source_lane);
    state_.original_line = _mm256_extract_epi32(sums, line_lane);
    state_.original_column = _mm256_extract_epi32(sums, original_column_lane);
    state_.name = _mm256_extract_epi32(sums, name_lane);
    state_.column = _mm256_extract_epi32(sums, column_lane);
    return sorted;
  }

  [[nodiscard]] const MappingsState& state() const noexcept { return state_; }

 private:
  static constexpr std::int32_t kLargest = 0x7FFFFFFF;
  static constexpr std::uint64_t kEnd = std::uint64_t{1} << 32;  // of lines, and of columns

  static int lane(std::int64_t number) noexcept { return static_cast<int>(number); }
  static int last_of(std::uint32_t count) noexcept { return static_cast<int>(count - (count == 0 ? 0 : 1)); }

  // On the current line, relative to where the map begins on it; negative: no column is.
  [[nodiscard]] std::int64_t last_column_taken() const noexcept {
    const std::uint64_t line = text_.start.line + state_.line;
    const auto first = static_cast<std::int64_t>(state_.line == 0 ? text_.start.column : 0);
    std::uint64_t end = line >= kEnd ? 0 : kEnd;
    if (text_.end && line >= text_.end->line) end = line > text_.end->line ? 0 : std::min(end, text_.end->column);
    return std::min<std::int64_t>(static_cast<std::int64_t>(end) - 1 - first, kLargest);
  }

  const MappingsText& text_;
  Sink& sink_;
  MappingsState state_;
};

}  // namespace smcache::detail

#endif
