#include "reader/lookup.hpp"

#include <algorithm>
#include <iterator>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "schema/packed_block.hpp"

namespace smcache::detail {
namespace {

Location corrupt() noexcept {
  Location location;
  location.status = LookupStatus::corrupt;
  return location;
}

// The limit that a lookup searches below, and the line that it started from.
struct Query {
  LineSpan line;
  std::uint64_t limit = 0;  // the last linear position that may answer
  enum class Kind : std::uint8_t { search, nothing, damaged } kind = Kind::search;
};

Query make_query(const Tables& tables, Position position, Reach reach) noexcept {
  Query query;
  if (!LineTable(tables).find(position.line, query.line)) {
    query.kind = Query::Kind::damaged;
    return query;
  }
  const LineSpan& line = query.line;
  const bool looks_back = reach == Reach::across_lines || tables.has_ranges;
  if (line.end == 0 || (line.start == line.end && !looks_back) || tables.mapping_count == 0) {
    query.kind = Query::Kind::nothing;
    return query;
  }
  // Columns past the last mapping's belong to it. On an empty line this is the end of the line before.
  query.limit = std::min(line.start + position.column, line.end - 1);
  return query;
}

// The first mapping that a section lets answer at `position`: mappings before the start of the section
// that the position is in end there (semantics of index maps).
std::uint32_t first_in_section(const Tables& tables, Position position) noexcept {
  const auto after = std::upper_bound(tables.sections.begin(), tables.sections.end(), position,
                                      [](Position wanted, const format::Section& section) {
                                        return wanted < Position{section.line(), section.column()};
                                      });
  return after == tables.sections.begin() ? 0 : std::prev(after)->first_mapping();
}

Location answer(const Tables& tables, Position position, Reach reach, const Query& query,
                std::uint32_t block_number) noexcept {
  const auto block = open_block(tables, block_number);
  if (!block) return corrupt();
  const std::uint64_t key = tables.key(block_number);
  if (key > query.limit) return {};  // before the first mapping of all
  const EliasFano::Element element = block->keys().last_at_or_below(query.limit - key);
  const std::uint64_t at = key + element.value;
  if (at > query.limit) return corrupt();

  Location location;
  location.mapping = block_number * kBlockSize + element.index;
  location.is_range = block->is_range(element.index);
  location.generated.line = position.line;
  LineSpan line = query.line;
  if (at < line.start) {
    if (reach == Reach::line && !location.is_range) return {};
    if (!LineTable(tables).line_of(at, location.generated.line, line)) return corrupt();
  }
  location.generated.column = static_cast<std::uint32_t>(at - line.start);
  if (!tables.sections.empty() && location.mapping < first_in_section(tables, position)) return {};

  const OriginalRecord original = block->original(element.index, location.generated.column);
  if (original.source == kAbsent) {
    location.status = LookupStatus::unmapped;
    return location;
  }
  if (original.source >= tables.sources.size() ||
      (original.name != kAbsent && original.name >= tables.names.size())) {
    return corrupt();
  }
  location.status = LookupStatus::found;
  location.source = original.source;
  location.name = original.name;
  location.original = {original.line, original.column};
  if (location.is_range) {
    // A range mapping moves with the position: along its own line, or down whole lines.
    if (location.generated.line == position.line) {
      location.original.column += position.column - location.generated.column;
    } else {
      location.original.line += position.line - location.generated.line;
    }
  }
  return location;
}

}  // namespace

Location lookup(const Tables& tables, Position position, Reach reach) noexcept {
  const Query query = make_query(tables, position, reach);
  if (query.kind != Query::Kind::search) return query.kind == Query::Kind::damaged ? corrupt() : Location{};
  return answer(tables, position, reach, query, find_block(tables, query.limit));
}

void lookup_many(const Tables& tables, const Position* positions, Location* locations, std::size_t count,
                 Reach reach) noexcept {
  // In three rounds over a few positions at a time, so that their cache misses wait together: the line
  // and the block's number of each; its bytes asked for; the answers.
  constexpr std::size_t kTogether = 32;
  Query queries[kTogether];
  std::uint32_t blocks[kTogether];
  for (std::size_t first = 0; first < count; first += kTogether) {
    const std::size_t n = std::min(kTogether, count - first);
    for (std::size_t i = 0; i < n; ++i) {
      queries[i] = make_query(tables, positions[first + i], reach);
      if (queries[i].kind == Query::Kind::search) {
        blocks[i] = find_block(tables, queries[i].limit);
        __builtin_prefetch(&tables.block_offsets[blocks[i]]);
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (queries[i].kind != Query::Kind::search) continue;
      const std::byte* const block = tables.blocks.data() + tables.block_offsets[blocks[i]];
      for (std::size_t line = 0; line < 4; ++line) __builtin_prefetch(block + line * 64);
    }
    for (std::size_t i = 0; i < n; ++i) {
      const Query& query = queries[i];
      locations[first + i] = query.kind == Query::Kind::search
                                 ? answer(tables, positions[first + i], reach, query, blocks[i])
                             : query.kind == Query::Kind::damaged ? corrupt()
                                                                  : Location{};
    }
  }
}

bool read_mapping(const Tables& tables, std::uint32_t index, Mapping& mapping) noexcept {
  const std::uint32_t block_number = index / kBlockSize;
  const auto block = open_block(tables, block_number);
  if (!block) return false;
  const unsigned in_block = index % kBlockSize;
  const std::uint64_t at = tables.key(block_number) + block->keys()[in_block];
  LineSpan line;
  if (!LineTable(tables).line_of(at, mapping.generated.line, line)) return false;
  mapping.generated.column = static_cast<std::uint32_t>(at - line.start);
  return read_original(tables, *block, in_block, mapping);
}

bool read_original(const Tables& tables, const PackedBlock& block, unsigned index, Mapping& mapping) noexcept {
  const OriginalRecord original = block.original(index, mapping.generated.column);
  mapping.original = {original.line, original.column};
  mapping.source = original.source;
  mapping.name = original.name;
  mapping.is_range = block.is_range(index);
  return original.source == kAbsent || (original.source < tables.sources.size() &&
                                        (original.name == kAbsent || original.name < tables.names.size()));
}

std::uint32_t first_at_position(const Tables& tables, std::uint32_t index) noexcept {
  const auto position_of = [&](std::uint32_t mapping, std::uint64_t& position) {
    const auto block = open_block(tables, mapping / kBlockSize);
    if (!block) return false;
    position = tables.key(mapping / kBlockSize) + block->keys()[mapping % kBlockSize];
    return true;
  };
  std::uint64_t wanted = 0;
  if (!position_of(index, wanted)) return index;
  // Positions ascend: bisect for the first that is not below.
  std::uint32_t low = 0;
  std::uint32_t high = index;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    std::uint64_t position = 0;
    if (!position_of(middle, position) || position >= wanted) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace smcache::detail
