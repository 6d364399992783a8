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
  return find_block(scopes.keys, scopes.wide_keys, scopes.key_levels, scopes.block_count, scopes.blocks.data(),
                    position);
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

// Where the record of a scope begins, to be asked for; the scope need not be there.
inline const std::byte* scope_record(const ScopeTables& scopes, std::uint32_t scope) noexcept {
  return scopes.records + std::uint64_t{scope} * scopes.widths.total() / 8;
}

// The innermost scope at a linear position, in two steps: which block tells it, and what that says. Between
// them the block's bytes may be asked for.
class ScopeSearch {
 public:
  ScopeSearch() = default;
  // `limit`: the position, or the last one of its line.
  ScopeSearch(const ScopeTables& scopes, std::uint64_t limit) noexcept
      : block_(scopes.boundary_count == 0 ? kAbsent : find_scope_block(scopes, limit)), limit_(limit) {
    if (block_ != kAbsent) __builtin_prefetch(&scopes.blocks[block_]);
  }

  void prefetch(const ScopeTables& scopes) const noexcept {
    constexpr std::size_t kCacheLine = 64;
    if (block_ == kAbsent) return;
    const std::byte* const at = scope_block_bytes(scopes, block_).at;
    __builtin_prefetch(at);
    __builtin_prefetch(at + kCacheLine);
  }

  // kAbsent where no scope is known, or where the file is damaged.
  [[nodiscard]] std::uint32_t innermost(const ScopeTables& scopes) const noexcept {
    if (block_ == kAbsent) return kAbsent;
    const std::uint64_t key = scope_block_key(scopes, block_);
    if (key > limit_) return kAbsent;
    const PackedScopes block = scopes_at(scopes, block_);
    if (!block.fits()) return kAbsent;
    return block.innermost(block.keys().last_at_or_below(limit_ - key).index);
  }

 private:
  std::uint32_t block_ = kAbsent;
  std::uint64_t limit_ = 0;
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
