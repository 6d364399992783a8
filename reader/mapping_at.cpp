#include "reader/mapping_at.hpp"

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"

namespace smcache::detail {
namespace {

// The linear position of a mapping; false where its block is damaged.
bool position_of(const Tables& tables, std::uint32_t index, std::uint64_t& position) noexcept {
  const PackedBlock block = block_at(tables, index / kBlockSize);
  if (!block.fits()) return false;
  position = block_key(tables, index / kBlockSize) + block.keys()[index % kBlockSize];
  return true;
}

}  // namespace

bool read_mapping(const Tables& tables, std::uint32_t index, Mapping& mapping) noexcept {
  std::uint64_t position = 0;
  LineSpan line;
  if (!position_of(tables, index, position)) return false;
  if (!LineTable(tables).line_of(position, mapping.generated.line, line)) return false;
  mapping.generated.column = static_cast<std::uint32_t>(position - line.start);
  return read_original(tables, block_at(tables, index / kBlockSize), index % kBlockSize, mapping);
}

std::uint32_t first_at_position(const Tables& tables, std::uint32_t index) noexcept {
  std::uint64_t wanted = 0;
  if (!position_of(tables, index, wanted)) return index;
  // Positions ascend: bisect for the first that is not below.
  std::uint32_t low = 0;
  std::uint32_t high = index;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    std::uint64_t position = 0;
    if (!position_of(tables, middle, position) || position >= wanted) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace smcache::detail
