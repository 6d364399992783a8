// From a linear position to the block of scope boundaries that tells what is innermost there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "reader/block_index.hpp"
#include "reader/tables.hpp"
#include "schema/isa.hpp"
#include "schema/scope_block.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

// REQUIRES: there are boundaries.
inline std::uint32_t find_scope_block(const ScopeTables& scopes, std::uint64_t position) noexcept {
  return find_block(scopes.keys, scopes.wide_keys, scopes.key_levels, scopes.block_count, position);
}

// The linear position at which a block begins. REQUIRES: block < block_count.
inline std::uint64_t scope_block_key(const ScopeTables& scopes, std::uint32_t block) noexcept {
  return scopes.keys != nullptr ? scopes.keys[scopes.key_levels.offsets[0] + block] : scopes.wide_keys[block];
}

// Where the offsets are damaged, bytes that can be read but hold no block. REQUIRES: block < block_count.
inline BlockBytes scope_block_bytes(const ScopeTables& scopes, std::uint32_t block) noexcept {
  const std::uint32_t begin = scopes.blocks[block].offset();
  const std::uint32_t end = scopes.blocks[block + 1].offset();
  if (begin > end || end > scopes.boundaries.size() - kTailPadding) return {scopes.boundaries.data(), 0};
  return {scopes.boundaries.data() + begin, end - begin};
}

// The result may not fit(). REQUIRES: block < block_count.
inline PackedScopes scopes_at(const ScopeTables& scopes, std::uint32_t block) noexcept {
  const BlockBytes bytes = scope_block_bytes(scopes, block);
  const std::uint32_t left = scopes.boundary_count - block * kBlockSize;
  return {bytes.at, bytes.size, std::min<std::uint32_t>(left, kBlockSize), scopes.blocks[block].first_scope()};
}

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
