// The shape of the block index (spec.md 6.2): levels of keys, the widest last. Level 0 has the key of
// every block; each level above has every 16th key of the one below, until 16 are enough. Every level
// is filled up to a multiple of 16 with keys that no position reaches, so that a node of 16 can be
// compared whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "schema/format.hpp"

namespace smcache::detail {

inline constexpr unsigned kMaxKeyLevels = 8;  // 16^8 blocks are more than any file can hold
inline constexpr std::uint32_t kKeyFiller = 0xFFFFFFFF;

// A search begins with all keys of the lowest level that has no more: cheaper than one level after the other.
inline constexpr std::uint32_t kMostKeysAtOnce = 4 * kIndexFanout;

struct KeyLevels {
  unsigned count = 0;                                  // 0 where there are no blocks
  unsigned first_searched = 0;                         // of the levels
  std::array<std::uint32_t, kMaxKeyLevels> sizes{};    // keys of level i, without the filling
  std::array<std::uint32_t, kMaxKeyLevels> offsets{};  // of level i in Root.keys
  std::uint32_t total = 0;                             // length of Root.keys

  explicit constexpr KeyLevels(std::uint32_t blocks) noexcept {
    if (blocks == 0) return;
    for (std::uint32_t size = blocks;; size = (size + kIndexFanout - 1) / kIndexFanout) {
      sizes[count++] = size;
      if (size <= kIndexFanout) break;
    }
    while (sizes[first_searched] > kMostKeysAtOnce) ++first_searched;
    for (unsigned level = count; level-- > 0;) {
      offsets[level] = total;
      total += (sizes[level] + kIndexFanout - 1) / kIndexFanout * kIndexFanout;
    }
  }
};

}  // namespace smcache::detail
