// Mappings in stored order, in as many builds as lookup.cpp.
#include <algorithm>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "reader/lookup.hpp"
#include "reader/mapping_at.hpp"
#include "schema/isa.hpp"
#include "smcache/cache.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {
namespace {

// The line of a mapping that is not before the last one: mostly the same, or the next. False: the table is damaged.
bool move_to_line_of(const LineTable& lines, std::uint64_t position, MappingsAhead& ahead) noexcept {
  if (ahead.line_start <= position && position < ahead.line_end) return true;
  std::uint32_t line = ahead.line + 1;
  LineSpan span;
  const bool is_next = lines.find(line, span) && span.start <= position && position < span.end;
  if (!is_next && !lines.line_of(position, line, span)) return false;
  ahead.line = line;
  ahead.line_start = span.start;
  ahead.line_end = span.end;
  return true;
}

// Reads mappings of one block, from the one at ahead.index on, or from the next that can be read; none from `end` on.
[[gnu::flatten]] void read_ahead(const Tables& tables, std::uint32_t end, MappingsAhead& ahead) noexcept {
  ahead.place = 0;
  ahead.count = 0;
  const LineTable lines(tables);
  while (ahead.index < end && ahead.count == 0) {
    const std::uint32_t number = ahead.index / kBlockSize;
    const std::uint32_t first = number * kBlockSize;
    const std::uint32_t block_end = first + std::min<std::uint32_t>(kBlockSize, end - first);
    const PackedBlock block = block_at(tables, number);
    if (!block.fits()) {
      ahead.index = block_end;
      continue;
    }
    const std::uint64_t key = block_key(tables, number);
    const EliasFano keys = block.keys();
    const auto most = static_cast<std::uint32_t>(ahead.mappings.size());
    for (std::uint32_t index = ahead.index; index < block_end && ahead.count < most; ++index) {
      Mapping& mapping = ahead.mappings[ahead.count];
      const unsigned in_block = index % kBlockSize;
      const std::uint64_t position = key + keys[in_block];
      bool readable = move_to_line_of(lines, position, ahead);
      mapping.generated = {ahead.line, static_cast<std::uint32_t>(position - ahead.line_start)};
      readable = readable && read_original(tables, block, in_block, mapping);
      if (readable) {
        ++ahead.count;
      } else if (ahead.count == 0) {
        ahead.index = index + 1;
      } else {
        break;
      }
    }
  }
}

}  // namespace
}  // namespace SMCACHE_ISA

#ifdef SMCACHE_X86_64_V3
const MappingReader kV3MappingReader = read_ahead;
#else
const MappingReader kPortableMappingReader = read_ahead;
#endif

}  // namespace smcache::detail
