// One block of mappings, packed (spec.md 7), in as many builds as there are instruction sets to choose from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "converter/mapping_row.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

// A block as it comes. Behind its mappings there is room for a row: rows are copied whole, however much they hold.
struct OpenBlock {
  static constexpr unsigned kRoom = kBlockSize + MappingRow::kSize;
  using Numbers = std::array<std::uint32_t, kRoom>;

  std::array<std::uint64_t, kRoom> positions;  // linear
  Numbers columns;                             // generated
  // As in OriginalRecord.
  Numbers sources;
  Numbers original_lines;
  Numbers original_columns;
  Numbers names;
  std::uint64_t ranges = 0;  // bit i: mapping i is a range mapping
};

// Tells of every name where it was last listed: as the `tag` of the block, plus the place in that block's list,
// plus one. A block's tag is greater than what any block before it can have left there.
struct NameCodes {
  std::uint32_t* last;
  std::uint32_t tag;
};

// Packs the first `count` mappings and returns how many bytes they take. Does with the numbers in `block` as it
// likes. REQUIRES: 1 <= count <= kBlockSize; kMaxBlockSize bytes at `out`.
using EncodeBlock = std::size_t (*)(OpenBlock& block, unsigned count, NameCodes names, std::byte* out) noexcept;

extern const EncodeBlock kPortableEncodeBlock;
extern const EncodeBlock kV3EncodeBlock;  // where SMCACHE_HAS_X86_64_V3

}  // namespace smcache::detail
