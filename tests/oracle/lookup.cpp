#include <algorithm>

#include "tests/oracle/source_map.hpp"

namespace smcache::oracle {
namespace {

// The last mapping at or before the position that no section's start has ended.
std::optional<std::size_t> candidate(const SourceMap& map, Place position, bool cross_line) {
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < map.mappings.size(); ++i) {
    if (map.mappings[i].generated <= position) last = i;
  }
  if (!last) return std::nullopt;
  for (const Section& section : map.sections) {
    if (section.start <= position && *last < section.first_mapping) return std::nullopt;
  }
  const Mapping& mapping = map.mappings[*last];
  const bool reaches = cross_line || mapping.is_range || mapping.generated.line == position.line;
  return reaches ? last : std::nullopt;
}

}  // namespace

Answer lookup(const SourceMap& map, Place position, bool cross_line) {
  const auto index = candidate(map, position, cross_line);
  if (!index) return {};
  const Mapping& mapping = map.mappings[*index];
  if (!mapping.original) return {Found::unmapped, *index, {}};
  Place original = mapping.original->place;
  if (mapping.is_range) {
    if (position.line == mapping.generated.line) {
      original.column += position.column - mapping.generated.column;
    } else {
      original.line += position.line - mapping.generated.line;
      original.column = position.column;
    }
    // Places past 2^32-1 cannot be told: the last one stands for them.
    original.line = std::min<std::int64_t>(original.line, 0xFFFFFFFF);
    original.column = std::min<std::int64_t>(original.column, 0xFFFFFFFF);
  }
  return {Found::found, *index, original};
}

std::vector<std::size_t> lookup_all(const SourceMap& map, Place position, bool cross_line) {
  std::vector<std::size_t> all;
  const auto index = candidate(map, position, cross_line);
  if (!index) return all;
  for (std::size_t i = 0; i < map.mappings.size(); ++i) {
    if (map.mappings[i].generated == map.mappings[*index].generated) all.push_back(i);
  }
  return all;
}

}  // namespace smcache::oracle
