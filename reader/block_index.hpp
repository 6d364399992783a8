// From a linear position to the block that holds the last mapping at or before it, and from a block's
// number to the block (spec.md 6.2, 7).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include "reader/tables.hpp"
#include "schema/bits.hpp"
#include "schema/isa.hpp"
#include "schema/packed_block.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

// Bit i: is key i of a node at or below `key`? Without branches.
inline std::uint32_t at_or_below(const std::uint32_t* node, std::uint32_t key) noexcept {
#ifdef __AVX2__
  static_assert(kIndexFanout == 16);
  const __m256i wanted = _mm256_set1_epi32(static_cast<int>(key));
  const auto eight = [&](const std::uint32_t* keys) {
    const __m256i loaded = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(keys));
    const __m256i found = _mm256_cmpeq_epi32(_mm256_min_epu32(loaded, wanted), loaded);
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(found)));
  };
  return eight(node) | eight(node + 8) << 8;
#else
  std::uint32_t mask = 0;
  for (unsigned i = 0; i < kIndexFanout; ++i) mask |= static_cast<std::uint32_t>(node[i] <= key ? 1 : 0) << i;
  return mask;
#endif
}

// Which of the `size` keys of a node is the last at or below `key`; the first, where none is. Whatever a damaged file
// has in place of filling is not looked at.
inline std::uint32_t last_at_or_below(const std::uint32_t* node, std::uint32_t size, std::uint32_t key) noexcept {
  const auto behind_first = static_cast<std::uint32_t>(low_mask(std::min(size, kIndexFanout)) & ~std::uint64_t{1});
  return bit_count(at_or_below(node, key) & behind_first);
}

// In the tree `keys`, or, where that is null, in `wide_keys`. `places`: what tells of each block where it stands, which
// is asked for when it is nearly known which will be read. REQUIRES: there are blocks, and `position` is not before the
// first key (else, and on a damaged file: an answer that is a block's number all the same).
template <typename Place>
std::uint32_t find_block(const std::uint32_t* keys, const std::uint64_t* wide_keys, const KeyLevels& levels,
                         std::uint32_t block_count, const Place* places, std::uint64_t position) noexcept {
  if (keys == nullptr) {
    std::uint32_t low = 0;
    for (std::uint32_t high = block_count; high - low > 1;) {
      const std::uint32_t middle = low + (high - low) / 2;
      (wide_keys[middle] <= position ? low : high) = middle;
    }
    return low;
  }
  if (block_count == 0) return 0;
  const auto key = static_cast<std::uint32_t>(std::min(position, kMaxNarrowKey));
  unsigned level = levels.first_searched;
  std::uint32_t at = 0;
  for (std::uint32_t first = 0; first < levels.sizes[level]; first += kIndexFanout) {
    at += bit_count(at_or_below(keys + levels.offsets[level] + first, key));
  }
  at = std::min(at - 1, levels.sizes[level] - 1);
  while (level-- > 0) {
    const std::uint32_t first = at * kIndexFanout;
    if (level == 0) {
      __builtin_prefetch(places + first);
      __builtin_prefetch(places + std::min(first + kIndexFanout, block_count));
    }
    at = first + last_at_or_below(keys + levels.offsets[level] + first, levels.sizes[level] - first, key);
  }
  return at;
}

inline std::uint32_t find_block(const Tables& tables, std::uint64_t position) noexcept {
  return find_block(tables.keys, tables.wide_keys, tables.key_levels, tables.block_count, tables.block_offsets.data(),
                    position);
}

// The bytes of a block. Where its offsets are damaged: bytes that can be read, but hold no block.
struct BlockBytes {
  const std::byte* at;
  std::size_t size;
};

// REQUIRES: block < block_count.
inline BlockBytes block_bytes(const Tables& tables, std::uint32_t block) noexcept {
  const std::uint32_t begin = tables.block_offsets[block];
  const std::uint32_t end = tables.block_offsets[block + 1];
  if (begin > end || end > tables.blocks.size() - kTailPadding) return {tables.blocks.data(), 0};
  return {tables.blocks.data() + begin, end - begin};
}

// The result may not fit(). REQUIRES: block < block_count.
inline PackedBlock block_at(const Tables& tables, std::uint32_t block) noexcept {
  const BlockBytes bytes = block_bytes(tables, block);
  const std::uint32_t left = tables.mapping_count - block * kBlockSize;
  return {bytes.at, bytes.size, std::min<std::uint32_t>(left, kBlockSize)};
}

// The linear position at which a block begins. REQUIRES: block < block_count.
inline std::uint64_t block_key(const Tables& tables, std::uint32_t block) noexcept {
  return tables.keys != nullptr ? tables.keys[tables.key_levels.offsets[0] + block] : tables.wide_keys[block];
}

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
