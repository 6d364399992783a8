#include "converter/mappings.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "converter/range_mappings.hpp"
#include "converter/segment_at_once.hpp"
#include "converter/vlq.hpp"

namespace smcache::detail {
namespace {

constexpr std::uint64_t kLargest = 0xFFFFFFFF;

#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
constexpr std::int32_t kLargestTaken = 0x7FFFFFFF;  // of any number, a segment at a time
#endif

bool is_separator(char c) noexcept { return c == ',' || c == ';'; }

// What the relative numbers add up to.
struct RunningState {
  std::int64_t column = 0;
  std::int64_t source = 0;
  std::int64_t line = 0;
  std::int64_t original_column = 0;
  std::int64_t name = 0;
};

// The fields of one segment.
struct Segment {
  std::array<std::int64_t, 5> fields{};
  unsigned count = 0;
};

template <typename Sink>
class Decoder {
 public:
  Decoder(const MappingsText& text, Diagnostics& diagnostics, Sink& sink)
      : text_(text),
        diagnostics_(diagnostics),
        sink_(sink),
        at_(text.mappings.data()),
        end_(at_ + text.mappings.size()),
        line_begin_(at_) {
    if (text.range_mappings) ranges_.emplace(*text.range_mappings, diagnostics);
#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
    whole_segments_ = !ranges_ && has_segment_at_once();
#endif
  }

  Decoded run() {
    while (at_ != end_) {
      if (*at_ == ';') {
        if (!end_line()) return Decoded::stopped;
        ++at_;
        line_begin_ = at_;
        continue;
      }
#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
      if (whole_segments_) {
        if (!take_whole_segments()) return Decoded::unsorted;
        if (*at_ == ';') continue;
      }
#endif
      if (const Decoded decoded = segment(); decoded != Decoded::all) return decoded;
      ++segment_;
      if (at_ != end_ && *at_ == ',') {
        ++at_;
        // A comma promises one more segment, also at the end of the line.
        if (at_ == end_ || *at_ == ';') {
          if (!empty_segment()) return Decoded::stopped;
          ++segment_;
        }
      }
    }
    if (!end_line()) return Decoded::stopped;
    if (ranges_ && !ranges_->finish()) return Decoded::stopped;
    return Decoded::all;
  }

 private:
  bool end_line() {
    if (ranges_ && !ranges_->end_line(segment_)) return false;
    ++line_;
    segment_ = 0;
    state_.column = 0;
    return true;
  }

  // One segment, up to its separator. A malformed one changes nothing but the count of faults.
  Decoded segment() {
    if (*at_ == ',') return empty_segment() ? Decoded::all : Decoded::stopped;
    Segment segment;
    const char* const begin = at_;
    do {
      std::int64_t value = 0;
      if (!read_vlq(at_, end_, value)) {
        at_ = std::find_if(at_, end_, is_separator);
        return fault(ErrorCode::vlq_invalid, "is not base64 VLQ", begin) ? Decoded::all : Decoded::stopped;
      }
      if (segment.count < segment.fields.size()) segment.fields[segment.count] = value;
      ++segment.count;
    } while (at_ != end_ && !is_separator(*at_));
    if (segment.count != 1 && segment.count != 4 && segment.count != 5) {
      return fault(ErrorCode::segment_length_invalid, "has neither 1, 4 nor 5 fields", begin) ? Decoded::all
                                                                                              : Decoded::stopped;
    }
    return mapping(segment, begin);
  }

#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
  // Takes segments for as long as they are in every way as they should be. Where it stops, at a segment or
  // at the end of a line, something is left of the text. False: the columns went back.
  [[SMCACHE_SEGMENT_TARGET]] bool take_whole_segments() {
    // Lanes have 32 bits, one of which shows that a sum went below zero or too far up.
    if (((state_.source | state_.line | state_.original_column | state_.name | state_.column) >> 31) != 0) return true;
    const auto lane = [](std::int64_t number) { return static_cast<int>(number); };
    __m256i state = _mm256_setr_epi32(lane(state_.source), lane(state_.line), lane(state_.original_column),
                                      lane(state_.name), lane(state_.column), 0, 0, 0);
    // What lanes may hold that a segment has fields for. Where there are no names, none may be asked for.
    const auto last_of = [](std::uint32_t count) { return static_cast<int>(count - (count == 0 ? 0 : 1)); };
    std::int64_t last_column = last_column_taken();
    __m256i largest = _mm256_setr_epi32(last_of(text_.source_count), kLargestTaken, kLargestTaken,
                                        last_of(text_.name_count), lane(last_column), 0, 0, 0);
    const unsigned most_fields = text_.source_count == 0 ? 1 : text_.name_count == 0 ? 4 : 5;
    const __m128i first = _mm_setr_epi32(lane(text_.first_source), 0, 0, lane(text_.first_name));

    const char* at = at_;
    bool sorted = true;
    MappingRecord record;
    record.line = static_cast<std::uint32_t>(text_.start.line + line_);
    auto first_column = static_cast<std::uint32_t>(line_ == 0 ? text_.start.column : 0);
    SegmentWindow window;
    while (sorted && last_column >= 0) {
      if (window.is_passed()) {
        if (end_ - at <= SegmentWindow::kSize) break;
        window.read(at);
        if (window.is_passed()) break;
      }
      WholeSegment segment;
      if (!window.segment(at, segment) || segment.count > most_fields) break;
      const char* const separator = window.separator();
      window.pass();
      // A comma promises one more segment: where none comes, the careful way says so.
      if (*separator == ',' && separator[1] == ';') break;

      const __m256i next = _mm256_add_epi32(state, with_signs(segment.numbers));
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
      state = next;
      at = separator + 1;
      if (*separator == ',') continue;
      at = std::find_if_not(at, std::max(at, end_ - SegmentWindow::kSize), [](char c) { return c == ';'; });
      window.pass_to(at);
      line_ += static_cast<std::uint64_t>(at - separator);
      record.line = static_cast<std::uint32_t>(text_.start.line + line_);
      line_begin_ = at;
      first_column = 0;
      state = _mm256_insert_epi32(state, 0, column_lane);
      last_column = last_column_taken();
      largest = _mm256_insert_epi32(largest, lane(last_column), column_lane);
    }
    at_ = at;
    state_ = {_mm256_extract_epi32(state, column_lane), _mm256_extract_epi32(state, source_lane),
              _mm256_extract_epi32(state, line_lane), _mm256_extract_epi32(state, original_column_lane),
              _mm256_extract_epi32(state, name_lane)};
    return sorted;
  }

  // On the current line, relative to where the map begins on it; negative: no column is.
  [[nodiscard]] std::int64_t last_column_taken() const noexcept {
    const std::uint64_t line = text_.start.line + line_;
    const auto first = static_cast<std::int64_t>(line_ == 0 ? text_.start.column : 0);
    std::uint64_t end = line > kLargest ? 0 : kLargest + 1;
    if (text_.end && line >= text_.end->line) end = line > text_.end->line ? 0 : std::min(end, text_.end->column);
    return std::min<std::int64_t>(static_cast<std::int64_t>(end) - 1 - first, kLargestTaken);
  }
#endif

  bool empty_segment() { return fault(ErrorCode::segment_empty, "is empty", at_); }

  // Adds the segment to the running state, and passes on the mapping that it makes, if it makes one.
  Decoded mapping(const Segment& segment, const char* begin) {
    state_.column += segment.fields[0];
    state_.source += segment.fields[1];
    state_.line += segment.fields[2];
    state_.original_column += segment.fields[3];
    state_.name += segment.fields[4];
    const auto check = [&](bool proceeds) { return proceeds ? Decoded::all : Decoded::stopped; };

    if (state_.column < 0) {
      return check(fault(ErrorCode::generated_column_negative, "has a negative generated column", begin));
    }
    const std::uint64_t line = text_.start.line + line_;
    const std::uint64_t column = static_cast<std::uint64_t>(state_.column) + (line_ == 0 ? text_.start.column : 0);
    if (line > kLargest || column > kLargest) {
      return check(fault(ErrorCode::position_too_large, "has a generated position past 2^32-1", begin));
    }
    if (text_.end && WidePosition{line, column} >= *text_.end) {
      return check(fault(ErrorCode::sections_overlap, "stands past the start of the next section", begin));
    }

    MappingRecord record;
    record.line = static_cast<std::uint32_t>(line);
    record.column = static_cast<std::uint32_t>(column);
    if (segment.count > 1) {
      if (state_.source < 0 || state_.source >= text_.source_count) {
        if (!fault(ErrorCode::source_out_of_range, "", begin)) return Decoded::stopped;
      } else if (state_.line < 0 || state_.original_column < 0) {
        if (!fault(ErrorCode::original_position_negative, "has a negative original position", begin)) {
          return Decoded::stopped;
        }
      } else if (state_.line > static_cast<std::int64_t>(kLargest) ||
                 state_.original_column > static_cast<std::int64_t>(kLargest)) {
        return check(fault(ErrorCode::position_too_large, "has an original position past 2^32-1", begin));
      } else {
        record.original.source = text_.first_source + static_cast<std::uint32_t>(state_.source);
        record.original.line = static_cast<std::uint32_t>(state_.line);
        record.original.column = static_cast<std::uint32_t>(state_.original_column);
        if (segment.count == 5) {
          if (state_.name >= 0 && state_.name < text_.name_count) {
            record.original.name = text_.first_name + static_cast<std::uint32_t>(state_.name);
          } else if (!fault(ErrorCode::name_out_of_range, "", begin)) {
            return Decoded::stopped;
          }
        }
      }
    }
    if (ranges_) record.is_range = ranges_->take(segment_);
    return sink_.add(record) ? Decoded::all : Decoded::unsorted;
  }

  bool fault(ErrorCode code, std::string_view what, const char* segment_begin) {
    return diagnostics_.fault(code, [&] {
      const auto segment = 1 + std::count(line_begin_, segment_begin, ',');
      std::string message = "mappings: segment " + std::to_string(segment) + " on line " + std::to_string(line_ + 1);
      const auto out_of_range = [&](std::string_view noun, std::int64_t index, std::uint32_t count) {
        message.append(": ").append(noun).append(" index ").append(std::to_string(index));
        message.append(", but there are ").append(std::to_string(count)).append(" ").append(noun).append("s");
      };
      if (code == ErrorCode::source_out_of_range) {
        out_of_range("source", state_.source, text_.source_count);
      } else if (code == ErrorCode::name_out_of_range) {
        out_of_range("name", state_.name, text_.name_count);
      } else {
        message.append(" ").append(what);
      }
      return message;
    });
  }

  const MappingsText& text_;
  Diagnostics& diagnostics_;
  Sink& sink_;
  const char* at_;
  const char* end_;
  const char* line_begin_;
  std::uint64_t line_ = 0;
  std::uint64_t segment_ = 0;  // on the line, counted from zero
  RunningState state_;
  std::optional<RangeMappings> ranges_;
#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
  bool whole_segments_ = false;  // range mappings count segments, which that way does not
#endif
};

}  // namespace

Decoded decode_mappings(const MappingsText& text, Diagnostics& diagnostics, BlockPacker& packer) {
  return Decoder<BlockPacker>(text, diagnostics, packer).run();
}

Decoded decode_mappings(const MappingsText& text, Diagnostics& diagnostics, LineSorter& sorter) {
  return Decoder<LineSorter>(text, diagnostics, sorter).run();
}

void LineSorter::flush() {
  std::stable_sort(line_.begin(), line_.end(),
                   [](const MappingRecord& a, const MappingRecord& b) { return a.column < b.column; });
  for (const MappingRecord& record : line_) packer_.add(record);
  line_.clear();
}

}  // namespace smcache::detail
