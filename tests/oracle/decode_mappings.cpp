#include "tests/oracle/decode_mappings.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "tests/oracle/vlq.hpp"

namespace smcache::oracle {
namespace {

constexpr std::int64_t kLargest = 0xFFFFFFFF;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end; (end = text.find(separator)) != std::string_view::npos; text.remove_prefix(end + 1)) {
    parts.push_back(text.substr(0, end));
  }
  parts.push_back(text);
  return parts;
}

// The segments of a line of "mappings"; none in an empty line.
std::vector<std::string_view> segments_of(std::string_view line) {
  return line.empty() ? std::vector<std::string_view>() : split(line, ',');
}

// The numbers of a segment; nullopt after a fault was reported.
std::optional<std::vector<std::int64_t>> fields_of(std::string_view segment, Faults& faults) {
  std::vector<std::int64_t> fields;
  for (std::size_t at = 0; at < segment.size();) {
    const auto value = read_signed_vlq(segment, at);
    if (!value) return faults.fault(ErrorCode::vlq_invalid), std::nullopt;
    fields.push_back(*value);
  }
  if (fields.empty()) return faults.fault(ErrorCode::segment_empty), std::nullopt;
  if (fields.size() != 1 && fields.size() != 4 && fields.size() != 5) {
    return faults.fault(ErrorCode::segment_length_invalid), std::nullopt;
  }
  return fields;
}

// Which places of which line "rangeMappings" names: {line, segment}, both from zero.
std::set<std::pair<std::size_t, std::size_t>> ranges_of(const MappingsInput& input, Faults& faults) {
  std::set<std::pair<std::size_t, std::size_t>> ranges;
  if (!input.range_mappings) return ranges;
  const auto mapping_lines = split(input.mappings, ';');
  const auto range_lines = split(*input.range_mappings, ';');
  for (std::size_t line = 0; line < range_lines.size(); ++line) {
    const std::size_t count = line < mapping_lines.size() ? segments_of(mapping_lines[line]).size() : 0;
    std::int64_t place = -1;
    for (std::size_t at = 0; at < range_lines[line].size();) {
      const auto distance = read_unsigned_vlq(range_lines[line], at);
      if (!distance || *distance == 0 || place + *distance >= static_cast<std::int64_t>(count)) {
        faults.fault(ErrorCode::range_mappings_invalid);
      }
      if (!distance) continue;
      place += *distance;
      if (*distance != 0 && place < static_cast<std::int64_t>(count)) {
        ranges.emplace(line, static_cast<std::size_t>(place));
      }
    }
  }
  return ranges;
}

// The running state of a map's mappings.
struct State {
  std::int64_t column = 0, source = 0, original_line = 0, original_column = 0, name = 0;
};

// The mapping that a segment makes; nullopt where it makes none.
std::optional<Mapping> mapping_of(std::int64_t line, const std::vector<std::int64_t>& fields, State& state,
                                  const MappingsInput& input, Faults& faults) {
  state.column += fields[0];
  if (fields.size() >= 4) {
    state.source += fields[1];
    state.original_line += fields[2];
    state.original_column += fields[3];
  }
  if (fields.size() == 5) state.name += fields[4];

  if (state.column < 0) return faults.fault(ErrorCode::generated_column_negative), std::nullopt;
  Mapping mapping;
  mapping.generated = {input.offset.line + line, state.column + (line == 0 ? input.offset.column : 0)};
  if (mapping.generated.line > kLargest || mapping.generated.column > kLargest) {
    return faults.fault(ErrorCode::position_too_large), std::nullopt;
  }
  if (input.end && mapping.generated >= *input.end) {
    return faults.fault(ErrorCode::sections_overlap), std::nullopt;
  }
  if (fields.size() == 1) return mapping;

  if (state.source < 0 || state.source >= static_cast<std::int64_t>(input.source_count)) {
    faults.fault(ErrorCode::source_out_of_range);
    return mapping;
  }
  if (state.original_line < 0 || state.original_column < 0) {
    faults.fault(ErrorCode::original_position_negative);
    return mapping;
  }
  if (state.original_line > kLargest || state.original_column > kLargest) {
    return faults.fault(ErrorCode::position_too_large), std::nullopt;
  }
  mapping.original = Original{state.source, {state.original_line, state.original_column}};
  if (fields.size() == 4) return mapping;

  if (state.name < 0 || state.name >= static_cast<std::int64_t>(input.name_count)) {
    faults.fault(ErrorCode::name_out_of_range);
  } else {
    mapping.name = state.name;
  }
  return mapping;
}

}  // namespace

std::vector<Mapping> decode_mappings(const MappingsInput& input, Faults& faults) {
  std::vector<Mapping> mappings;
  State state;
  const auto ranges = ranges_of(input, faults);
  const auto lines = split(input.mappings, ';');
  for (std::size_t line = 0; line < lines.size(); ++line) {
    state.column = 0;
    const auto segments = segments_of(lines[line]);
    for (std::size_t segment = 0; segment < segments.size(); ++segment) {
      const auto fields = fields_of(segments[segment], faults);
      if (!fields) continue;
      auto mapping = mapping_of(static_cast<std::int64_t>(line), *fields, state, input, faults);
      if (!mapping) continue;
      mapping->is_range = ranges.contains({line, segment});
      mappings.push_back(*mapping);
    }
  }
  std::stable_sort(mappings.begin(), mappings.end(),
                   [](const Mapping& a, const Mapping& b) { return a.generated < b.generated; });
  return mappings;
}

}  // namespace smcache::oracle
