// From a linear position to the block that holds the last mapping at or before it, and from a block's
// number to the block (spec.md 6.2, 7).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "reader/tables.hpp"
#include "schema/packed_block.hpp"

namespace smcache::detail {

// How many of a node's keys are at or below `key`. Without branches: the compiler compares four at once.
inline std::uint32_t count_at_or_below(const std::uint32_t* node, std::uint32_t key) noexcept {
  std::uint32_t count = 0;
  for (unsigned i = 0; i < kIndexFanout; ++i) count += node[i] <= key ? 1 : 0;
  return count;
}

// REQUIRES: there are blocks, and `position` is not before the first key (on a damaged file: an answer
// that is a block's number all the same).
inline std::uint32_t find_block(const Tables& tables, std::uint64_t position) noexcept {
  if (tables.keys == nullptr) {
    const std::uint64_t* const end = tables.wide_keys + tables.block_count;
    const auto after = static_cast<std::uint32_t>(std::upper_bound(tables.wide_keys, end, position) - tables.wide_keys);
    return after == 0 ? 0 : after - 1;
  }
  const auto key = static_cast<std::uint32_t>(std::min(position, kMaxNarrowKey));
  std::uint32_t at = 0;
  for (unsigned level = tables.key_levels.count; level-- > 0;) {
    const std::uint32_t* const node = tables.keys + tables.key_levels.offsets[level] + at * kIndexFanout;
    const std::uint32_t count = count_at_or_below(node, key);
    at = std::min(at * kIndexFanout + count - (count == 0 ? 0 : 1), tables.key_levels.sizes[level] - 1);
  }
  return at;
}

// nullopt: the block is damaged. REQUIRES: block < block_count.
inline std::optional<PackedBlock> open_block(const Tables& tables, std::uint32_t block) noexcept {
  const std::uint32_t begin = tables.block_offsets[block];
  const std::uint32_t end = tables.block_offsets[block + 1];
  if (begin > end || end > tables.blocks.size() - kTailPadding) return std::nullopt;
  return PackedBlock::open(tables.blocks.data() + begin, end - begin, tables.block_size(block));
}

}  // namespace smcache::detail
