#include "reader/lookup.hpp"

#include <algorithm>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "reader/mapping_at.hpp"
#include "reader/scope_blocks.hpp"
#include "schema/isa.hpp"
#include "schema/packed_block.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {
namespace {

Location corrupt() noexcept {
  Location location;
  location.status = LookupStatus::corrupt;
  return location;
}

// A position among the linear ones.
struct Query {
  enum class Kind : std::uint8_t { search, nothing, damaged };
  Kind kind = Kind::search;
  LineSpan line;
  std::uint64_t limit = 0;  // the last linear position that may answer
};

Query make_query(const Tables& tables, Position position, Reach reach) noexcept {
  Query query;
  if (!LineTable(tables).find(position.line, query.line)) {
    query.kind = Query::Kind::damaged;
    return query;
  }
  const LineSpan& line = query.line;
  const bool looks_back = reach == Reach::across_lines || tables.has_ranges;
  if (line.end == 0 || tables.block_count == 0 || (line.start == line.end && !looks_back)) {
    query.kind = Query::Kind::nothing;
  }
  // Columns past the last mapping's belong to it. On an empty line this is the end of the line before.
  query.limit = std::min(line.start + position.column, line.end - 1);
  return query;
}

// The first mapping that may answer at `position`: those before the section that it is in end where the
// section starts. REQUIRES: there are sections.
std::uint32_t first_in_section(const Tables& tables, Position position) noexcept {
  std::size_t low = 0;
  std::size_t high = tables.sections.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const format::Section& section = tables.sections[middle];
    const bool starts_after =
        section.line() > position.line || (section.line() == position.line && section.column() > position.column);
    if (starts_after) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low == 0 ? 0 : tables.sections[low - 1].first_mapping();
}

// No place past 2^32-1 can be told: a range mapping that leads there stops at the last one.
std::uint32_t sum_or_largest(std::uint32_t a, std::uint32_t b) noexcept { return b > ~a ? ~std::uint32_t{0} : a + b; }

Location answer(const Tables& tables, Position position, Reach reach, const Query& query,
                std::uint32_t number) noexcept {
  const PackedBlock block = block_at(tables, number);
  if (!block.fits()) return corrupt();
  const std::uint64_t key = block_key(tables, number);
  if (key > query.limit) return {};  // before the first mapping of all
  const EliasFano::Element element = block.keys().last_at_or_below(query.limit - key);
  const std::uint64_t at = key + element.value;

  Location location;
  location.mapping = number * kBlockSize + element.index;
  location.is_range = block.is_range(element.index);
  location.generated.line = position.line;
  LineSpan line = query.line;
  if (at < line.start) {
    if (reach == Reach::line && !location.is_range) return {};
    if (!LineTable(tables).line_of(at, location.generated.line, line)) return corrupt();
  }
  if (!tables.sections.empty() && location.mapping < first_in_section(tables, position)) return {};
  location.generated.column = static_cast<std::uint32_t>(at - line.start);

  const OriginalRecord original = block.original(element.index, location.generated.column);
  if (original.source == kAbsent) {
    location.status = LookupStatus::unmapped;
    return location;
  }
  if (!points_inside(tables, original)) return corrupt();
  location.status = LookupStatus::found;
  location.source = original.source;
  location.name = original.name;
  location.original = {original.line, original.column};
  if (location.is_range) {
    // A range mapping moves with the position: along its own line, or down whole lines, on which
    // columns are what they are in the generated file.
    if (location.generated.line == position.line) {
      location.original.column = sum_or_largest(original.column, position.column - location.generated.column);
    } else {
      location.original = {sum_or_largest(original.line, position.line - location.generated.line), position.column};
    }
  }
  return location;
}

// Asks for the lines of memory that a block usually takes, so that they come side by side: what stands
// in the first says where to read in the others.
void prefetch_block(const Tables& tables, std::uint32_t number) noexcept {
  constexpr std::size_t kCacheLine = 64;
  constexpr std::size_t kUsualLines = 4;
  const std::byte* const block = block_bytes(tables, number).at;
  for (std::size_t line = 0; line < kUsualLines; ++line) __builtin_prefetch(block + line * kCacheLine);
}

[[gnu::flatten]] Location lookup(const Tables& tables, Position position, Reach reach) noexcept {
  const Query query = make_query(tables, position, reach);
  if (query.kind != Query::Kind::search) return query.kind == Query::Kind::damaged ? corrupt() : Location{};
  const std::uint32_t block = find_block(tables, query.limit);
  prefetch_block(tables, block);
  return answer(tables, position, reach, query, block);
}

// Both blocks are asked for before either is read.
[[gnu::flatten]] Location lookup_with_scope(const Tables& tables, Position position, Reach reach,
                                            std::uint32_t& scope) noexcept {
  scope = kAbsent;
  const Query query = make_query(tables, position, reach);
  if (query.kind == Query::Kind::damaged) return corrupt();
  const bool searches = query.kind == Query::Kind::search;
  const std::uint32_t block = searches ? find_block(tables, query.limit) : 0;
  const ScopeSearch search = query.line.end == 0 ? ScopeSearch() : ScopeSearch(tables.scopes, query.limit);
  if (searches) __builtin_prefetch(block_bytes(tables, block).at);
  search.prefetch(tables.scopes);
  scope = search.innermost(tables.scopes);
  if (scope != kAbsent) __builtin_prefetch(scope_record(tables.scopes, scope));
  return searches ? answer(tables, position, reach, query, block) : Location{};
}

// In rounds over a few positions at a time, so that their cache misses wait together: lines and the
// numbers of blocks; the blocks' bytes asked for; the answers.
[[gnu::flatten]] void lookup_many(const Tables& tables, const Position* positions, Location* locations,
                                  std::size_t count, Reach reach) noexcept {
  constexpr std::size_t kTogether = 32;
  Query queries[kTogether];
  std::uint32_t blocks[kTogether];
  for (; count != 0;) {
    const std::size_t n = std::min(kTogether, count);
    for (std::size_t i = 0; i < n; ++i) {
      queries[i] = make_query(tables, positions[i], reach);
      if (queries[i].kind != Query::Kind::search) continue;
      blocks[i] = find_block(tables, queries[i].limit);
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (queries[i].kind != Query::Kind::search) continue;
      prefetch_block(tables, blocks[i]);
    }
    for (std::size_t i = 0; i < n; ++i) {
      switch (queries[i].kind) {
        case Query::Kind::search: locations[i] = answer(tables, positions[i], reach, queries[i], blocks[i]); break;
        case Query::Kind::nothing: locations[i] = {}; break;
        case Query::Kind::damaged: locations[i] = corrupt(); break;
      }
    }
    positions += n;
    locations += n;
    count -= n;
  }
}

}  // namespace

}  // namespace SMCACHE_ISA

#ifdef SMCACHE_X86_64_V3
const LookupCode kV3Lookup{lookup, lookup_many, lookup_with_scope};
#else
const LookupCode kPortableLookup{lookup, lookup_many, lookup_with_scope};
#endif

}  // namespace smcache::detail
