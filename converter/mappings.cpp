#include "converter/mappings.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

#include "converter/decode_rows.hpp"
#include "converter/decode_segments.hpp"
#include "converter/mappings_state.hpp"
#include "converter/range_mappings.hpp"
#include "converter/vlq.hpp"

namespace smcache::detail {
namespace {

constexpr std::uint64_t kLargest = 0xFFFFFFFF;

bool is_separator(char c) noexcept { return c == ',' || c == ';'; }

// The fields of one segment.
struct Segment {
  std::array<std::int64_t, 5> fields{};
  unsigned count = 0;
};

template <typename Sink>
class Decoder {
 public:
  Decoder(const MappingsText& text, Diagnostics& diagnostics, Sink& sink, DecodeWay way)
      : text_(text),
        diagnostics_(diagnostics),
        sink_(sink),
        state_{text.mappings.data(), text.mappings.data() + text.mappings.size(), text.mappings.data()} {
    if (text.range_mappings) ranges_.emplace(*text.range_mappings, diagnostics);
    // Range mappings count segments, which the other ways do not.
    way_ = ranges_ ? DecodeWay::by_number : way;
  }

  Decoded run() {
    while (state_.at != state_.end) {
      if (!take_common()) return Decoded::unsorted;
      if (state_.at == state_.end) break;
      if (*state_.at == ';') {
        if (!end_line()) return Decoded::stopped;
        ++state_.at;
        state_.line_begin = state_.at;
        continue;
      }
      if (const Decoded decoded = segment(); decoded != Decoded::all) return decoded;
      ++segment_;
      if (state_.at != state_.end && *state_.at == ',') {
        ++state_.at;
        // A comma promises one more segment, also at the end of the line.
        if (state_.at == state_.end || *state_.at == ';') {
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
    ++state_.line;
    segment_ = 0;
    state_.column = 0;
    return true;
  }

  // One segment, up to its separator. A malformed one changes nothing but the count of faults.
  Decoded segment() {
    if (*state_.at == ',') return empty_segment() ? Decoded::all : Decoded::stopped;
    Segment segment;
    const char* const begin = state_.at;
    do {
      std::int64_t value = 0;
      if (!read_vlq(state_.at, state_.end, value)) {
        state_.at = std::find_if(state_.at, state_.end, is_separator);
        return fault(ErrorCode::vlq_invalid, "is not base64 VLQ", begin) ? Decoded::all : Decoded::stopped;
      }
      if (segment.count < segment.fields.size()) segment.fields[segment.count] = value;
      ++segment.count;
    } while (state_.at != state_.end && !is_separator(*state_.at));
    if (segment.count != 1 && segment.count != 4 && segment.count != 5) {
      return fault(ErrorCode::segment_length_invalid, "has neither 1, 4 nor 5 fields", begin) ? Decoded::all
                                                                                              : Decoded::stopped;
    }
    return mapping(segment, begin);
  }

  // Takes what is as it nearly always is. False: the columns went back.
  bool take_common() {
    const char* until = state_.end;
#ifdef SMCACHE_HAS_SEGMENTS_AT_ONCE
    if constexpr (!std::is_same_v<Sink, LineSorter>) {
      if (way_ == DecodeWay::by_row) {
        if (!take_rows()) return false;
        // What stopped it is soon behind.
        until = state_.at + std::min<std::ptrdiff_t>(state_.end - state_.at, SegmentRow::kCharacters);
      }
    }
#endif
#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
    if (way_ != DecodeWay::by_number) return take_segments(until);
#endif
    return true;
  }

#ifdef SMCACHE_HAS_SEGMENTS_AT_ONCE
  [[SMCACHE_SEGMENTS_TARGET]] bool take_rows() {
    RowDecoder<Sink> rows(text_, state_, sink_);
    const bool sorted = rows.run();
    state_ = rows.state();
    return sorted;
  }
#endif
#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
  [[SMCACHE_SEGMENT_TARGET]] bool take_segments(const char* until) {
    SegmentDecoder<Sink> segments(text_, state_, sink_);
    const bool sorted = segments.run(until);
    state_ = segments.state();
    return sorted;
  }
#endif

  bool empty_segment() { return fault(ErrorCode::segment_empty, "is empty", state_.at); }

  // Adds the segment to the running state, and passes on the mapping that it makes, if it makes one.
  Decoded mapping(const Segment& segment, const char* begin) {
    state_.column += segment.fields[0];
    state_.source += segment.fields[1];
    state_.original_line += segment.fields[2];
    state_.original_column += segment.fields[3];
    state_.name += segment.fields[4];
    const auto check = [&](bool proceeds) { return proceeds ? Decoded::all : Decoded::stopped; };

    if (state_.column < 0) {
      return check(fault(ErrorCode::generated_column_negative, "has a negative generated column", begin));
    }
    const std::uint64_t line = text_.start.line + state_.line;
    const std::uint64_t column =
        static_cast<std::uint64_t>(state_.column) + (state_.line == 0 ? text_.start.column : 0);
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
      } else if (state_.original_line < 0 || state_.original_column < 0) {
        if (!fault(ErrorCode::original_position_negative, "has a negative original position", begin)) {
          return Decoded::stopped;
        }
      } else if (state_.original_line > static_cast<std::int64_t>(kLargest) ||
                 state_.original_column > static_cast<std::int64_t>(kLargest)) {
        return check(fault(ErrorCode::position_too_large, "has an original position past 2^32-1", begin));
      } else {
        record.original.source = text_.first_source + static_cast<std::uint32_t>(state_.source);
        record.original.line = static_cast<std::uint32_t>(state_.original_line);
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
      const auto segment = 1 + std::count(state_.line_begin, segment_begin, ',');
      std::string message =
          "mappings: segment " + std::to_string(segment) + " on line " + std::to_string(state_.line + 1);
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
  MappingsState state_;
  std::uint64_t segment_ = 0;  // on the line, counted from zero
  std::optional<RangeMappings> ranges_;
  DecodeWay way_;
};

}  // namespace

DecodeWay fastest_decoding() noexcept {
#ifdef SMCACHE_HAS_SEGMENTS_AT_ONCE
  if (has_segments_at_once()) return DecodeWay::by_row;
#endif
#ifdef SMCACHE_HAS_SEGMENT_AT_ONCE
  if (has_segment_at_once()) return DecodeWay::by_segment;
#endif
  return DecodeWay::by_number;
}

Decoded decode_mappings(const MappingsText& text, Diagnostics& diagnostics, BlockPacker& packer, DecodeWay way) {
  return Decoder<BlockPacker>(text, diagnostics, packer, way).run();
}

Decoded decode_mappings(const MappingsText& text, Diagnostics& diagnostics, LineSorter& sorter, DecodeWay way) {
  return Decoder<LineSorter>(text, diagnostics, sorter, way).run();
}

void LineSorter::flush() {
  std::stable_sort(line_.begin(), line_.end(),
                   [](const MappingRecord& a, const MappingRecord& b) { return a.column < b.column; });
  for (const MappingRecord& record : line_) packer_.add(record);
  line_.clear();
}

}  // namespace smcache::detail
