// "mappings" a row of segments at a time (segments_at_once.hpp): relative numbers to mappings.
#pragma once

#include "converter/segments_at_once.hpp"

#ifdef SMCACHE_HAS_SEGMENTS_AT_ONCE

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "converter/mapping_row.hpp"
#include "converter/mappings.hpp"
#include "converter/mappings_state.hpp"

namespace smcache::detail {

// `Sink` is a BlockPacker. A decoder is for one run: it works on a copy of the state.
template <typename Sink>
class RowDecoder {
 public:
  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] RowDecoder(const MappingsText& text, const MappingsState& state,
                                                             Sink& sink) noexcept
      : text_(text),
        sink_(sink),
        state_(state),
        end_line_(text.end ? std::min(text.end->line, kLines) : kLines),
        last_source_(all_lanes(text.source_count - (text.source_count == 0 ? 0 : 1))),
        last_name_(all_lanes(text.name_count - (text.name_count == 0 ? 0 : 1))),
        source_(all_lanes(state.source)),
        original_line_(all_lanes(state.original_line)),
        original_column_(all_lanes(state.original_column)),
        name_(all_lanes(state.name)) {}

  // Takes rows for as long as they are in every way as they should be. Where it stops, a segment or a line begins, and
  // something may be left of the text. False: the columns went back.
  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] bool run() {
    if (!state_.fits_in_lanes()) return true;
    bool sorted = true;
    SegmentRow row;
    while (sorted && state_.at != state_.end) {
      const auto there = std::min<std::ptrdiff_t>(state_.end - state_.at, SegmentRow::kCharacters);
      if (!read_segments(state_.at, static_cast<unsigned>(there), row) || !is_expected(row) || !add(row)) break;
      sorted = pass_on(row);
    }
    state_.source = first_lane(source_);
    state_.original_line = first_lane(original_line_);
    state_.original_column = first_lane(original_column_);
    state_.name = first_lane(name_);
    return sorted;
  }

  [[nodiscard]] const MappingsState& state() const noexcept { return state_; }

 private:
  static constexpr std::uint64_t kLines = std::uint64_t{1} << 32;
  static constexpr std::int64_t kLargest = 0x7FFFFFFF;
  // No row is longer: its columns need no look at each.
  static constexpr std::int64_t kLongest = std::int64_t{SegmentRow::kSegments} << 20;

  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] static __m512i all_lanes(std::int64_t number) noexcept {
    return _mm512_set1_epi32(static_cast<int>(number));
  }
  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] static std::int64_t first_lane(__m512i lanes) noexcept {
    return _mm_cvtsi128_si32(_mm512_castsi512_si128(lanes));
  }

  // Are there sources and names to be asked for, and is the row before the last line that mappings may stand on?
  [[nodiscard]] bool is_expected(const SegmentRow& row) const noexcept {
    const std::uint64_t last_line =
        text_.start.line + state_.line + static_cast<unsigned>(std::popcount(row.line_ends));
    return last_line < end_line_ && state_.column + first_column(state_.line) <= kLargest - kLongest &&
           (row.mapped == 0 || text_.source_count != 0) && (row.named == 0 || text_.name_count != 0);
  }

  // What columns of a line are counted from.
  [[nodiscard]] std::int64_t first_column(std::uint64_t line) const noexcept {
    return line == 0 ? static_cast<std::int64_t>(text_.start.column) : 0;
  }

  // Adds the numbers up. False, and nothing done, where one gets out of range.
  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] bool add(const SegmentRow& row) noexcept {
    const __m512i sources = _mm512_add_epi32(source_, running_sums(row.sources));
    const __m512i lines = _mm512_add_epi32(original_line_, running_sums(row.original_lines));
    const __m512i columns = _mm512_add_epi32(original_column_, running_sums(row.original_columns));
    const __m512i names = _mm512_add_epi32(name_, running_sums(row.names));
    const __m512i largest = all_lanes(kLargest);
    const unsigned good = _mm512_cmple_epu32_mask(sources, last_source_) & _mm512_cmple_epu32_mask(lines, largest) &
                          _mm512_cmple_epu32_mask(columns, largest) & _mm512_cmple_epu32_mask(names, last_name_);
    if (good != 0xFFFF) return false;
    // Lanes behind the last segment add nothing.
    const __m512i last = all_lanes(SegmentRow::kSegments - 1);
    source_ = _mm512_permutexvar_epi32(last, sources);
    original_line_ = _mm512_permutexvar_epi32(last, lines);
    original_column_ = _mm512_permutexvar_epi32(last, columns);
    name_ = _mm512_permutexvar_epi32(last, names);

    const __m512i absent = all_lanes(kAbsent);
    columns_ = running_sums(row.columns);
    sources_ = _mm512_mask_add_epi32(absent, row.mapped, sources, all_lanes(text_.first_source));
    original_lines_ = _mm512_maskz_mov_epi32(row.mapped, lines);
    original_columns_ = _mm512_maskz_mov_epi32(row.mapped, columns);
    names_ = _mm512_mask_add_epi32(absent, row.named, names, all_lanes(text_.first_name));
    return true;
  }

  // Passes the mappings on, line by line. False: the columns went back.
  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] bool pass_on(const SegmentRow& row) {
    alignas(64) std::array<std::uint32_t, SegmentRow::kSegments> columns;
    _mm512_store_si512(columns.data(), columns_);
    // The sum of columns at which the line begins: before the row, or in it.
    auto line_begin = static_cast<std::uint32_t>(0 - state_.column);
    bool sorted = true;
    unsigned first = 0;
    // Segments that are the first of a line, or of the row.
    std::uint64_t firsts = row.begins & (row.line_ends << 1 | _blsi_u64(row.begins));
    while (firsts != 0 && sorted) {
      const auto lines = static_cast<unsigned>(std::popcount(row.line_ends & _blsmsk_u64(firsts)));
      if (lines != 0) line_begin = first == 0 ? 0 : columns[first - 1];
      firsts &= firsts - 1;
      const auto end = static_cast<unsigned>(std::popcount(row.begins & _blsmsk_u64(firsts) >> 1));
      sorted = pass_on_line(state_.line + lines, line_begin, first, end);
      first = end;
    }
    if (row.line_ends != 0) {
      state_.line += static_cast<unsigned>(std::popcount(row.line_ends));
      state_.line_begin = state_.at + (SegmentRow::kCharacters - _lzcnt_u64(row.line_ends));
    }
    state_.at += row.length;
    state_.column = state_.at == state_.line_begin ? 0 : std::int64_t{columns[row.count - 1] - line_begin};
    return sorted;
  }

  // Those of one line: from lane `first` to before lane `end`.
  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] bool pass_on_line(std::uint64_t line, std::uint32_t line_begin,
                                                                    unsigned first, unsigned end) {
    const __m512i columns = _mm512_add_epi32(columns_, all_lanes(first_column(line) - line_begin));
    if (first == 0) {
      put(columns, sources_, original_lines_, original_columns_, names_, line);
    } else {
      const auto lanes = static_cast<__mmask16>(0xFFFF << first);
      put(_mm512_maskz_compress_epi32(lanes, columns), _mm512_maskz_compress_epi32(lanes, sources_),
          _mm512_maskz_compress_epi32(lanes, original_lines_), _mm512_maskz_compress_epi32(lanes, original_columns_),
          _mm512_maskz_compress_epi32(lanes, names_), line);
    }
    out_.count = end - first;
    return sink_.add_row(out_);
  }

  [[SMCACHE_SEGMENTS_TARGET, gnu::always_inline]] void put(__m512i columns, __m512i sources, __m512i lines,
                                                           __m512i original_columns, __m512i names,
                                                           std::uint64_t line) {
    const std::uint64_t start = sink_.begin_row(static_cast<std::uint32_t>(text_.start.line + line));
    const __m512i starts = _mm512_set1_epi64(static_cast<std::int64_t>(start));
    const __m512i low = _mm512_cvtepu32_epi64(_mm512_castsi512_si256(columns));
    const __m512i high = _mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64(columns, 1));
    _mm512_store_si512(out_.positions.data(), _mm512_add_epi64(starts, low));
    _mm512_store_si512(out_.positions.data() + 8, _mm512_add_epi64(starts, high));
    _mm512_store_si512(out_.columns.data(), columns);
    _mm512_store_si512(out_.sources.data(), sources);
    _mm512_store_si512(out_.original_lines.data(), lines);
    _mm512_store_si512(out_.original_columns.data(), original_columns);
    _mm512_store_si512(out_.names.data(), names);
  }

  const MappingsText& text_;
  Sink& sink_;
  MappingsState state_;
  const std::uint64_t end_line_;
  const __m512i last_source_;
  const __m512i last_name_;
  // What the relative numbers add up to, in all lanes.
  __m512i source_, original_line_, original_column_, name_;
  // The row, as OriginalRecord has it; columns are sums since the row's beginning.
  __m512i columns_, sources_, original_lines_, original_columns_, names_;
  MappingRow out_;
};

}  // namespace smcache::detail

#endif
