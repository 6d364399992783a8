// Where each bit of a block of mappings stands (spec.md 7). A block is up to 64 mappings, packed so that any field of
// any of them is read without touching the others:
//
//   descriptor | key high parts | masks | minima | key low parts | columns | lines | sources | names
//
// Fields are stored as their distance from the block's minimum, in as few bits as the largest needs.
// Original lines and sources change rarely from one mapping to the next: they are stored once a run.
// Names often come twice in a block: where that is shorter, the list of distinct ones stands last, and
// mappings hold places in it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "schema/bits.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

// The original side of one mapping.
struct OriginalRecord {
  std::uint32_t source = kAbsent;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t name = kAbsent;
};

inline namespace SMCACHE_ISA {

// How a field is stored: value = minimum + `width` bits; the minimum itself takes `minimum_width`.
struct FieldWidths {
  unsigned minimum_width = 0;
  unsigned width = 0;
};

// The 64-bit word that a block begins with: six bits for each width, then flags.
struct BlockDescriptor {
  unsigned key_low_width = 0;
  FieldWidths column, line, source, name;
  unsigned name_code_width = 0;  // of places in the list of names; 0: there is none, names stand as they are
  bool has_runs = false;         // original line or source changes inside the block
  bool has_names = false;
  bool has_unmapped = false;
  bool has_ranges = false;
  bool column_follows = false;  // original columns are stored as distance from the generated column

  [[nodiscard]] constexpr std::uint64_t to_word() const noexcept {
    std::uint64_t word = 0;
    unsigned shift = 0;
    for (const unsigned width : {key_low_width, column.minimum_width, column.width, line.minimum_width, line.width,
                                 source.minimum_width, source.width, name.minimum_width, name.width}) {
      word |= std::uint64_t{width} << shift;
      shift += 6;
    }
    word |= std::uint64_t{name_code_width} << shift;
    shift += 3;
    for (const bool flag : {has_runs, has_names, has_unmapped, has_ranges, column_follows}) {
      word |= std::uint64_t{flag} << shift++;
    }
    return word;
  }

  [[nodiscard]] static constexpr BlockDescriptor from_word(std::uint64_t word) noexcept {
    const auto bits = [word](unsigned shift, unsigned width) {
      return static_cast<unsigned>(word >> shift & low_mask(width));
    };
    return {.key_low_width = bits(0, 6),
            .column = {bits(6, 6), bits(12, 6)},
            .line = {bits(18, 6), bits(24, 6)},
            .source = {bits(30, 6), bits(36, 6)},
            .name = {bits(42, 6), bits(48, 6)},
            .name_code_width = bits(54, 3),
            .has_runs = bits(57, 1) != 0,
            .has_names = bits(58, 1) != 0,
            .has_unmapped = bits(59, 1) != 0,
            .has_ranges = bits(60, 1) != 0,
            .column_follows = bits(61, 1) != 0};
  }
};

// Bits without a meaning yet: a reader refuses a block that sets one.
inline constexpr std::uint64_t kDescriptorReservedBits = std::uint64_t{3} << 62;

// The masks of a block, bit i for its mapping i; all zero where the descriptor has none.
struct BlockMasks {
  std::uint64_t runs = 0;  // original line or source differs from the mapping before
  std::uint64_t named = 0;
  std::uint64_t unmapped = 0;  // no original position
  std::uint64_t ranges = 0;    // range mappings
};

inline constexpr unsigned kMasksByte = 24;  // after descriptor and key high parts

// No block is larger, whatever its widths: masks, minima, and 64 entries of every field and of the
// list of names.
inline constexpr std::size_t kMaxBlockSize = 4096;

// Bit offsets from the block's start, in the order in which the fields stand.
struct BlockLayout {
  unsigned column_minimum, line_minimum, source_minimum, name_minimum;
  unsigned key_lows, columns, lines, sources, names;
  unsigned name_list;  // the rest of the block

  constexpr BlockLayout(const BlockDescriptor& block, const BlockMasks& masks, unsigned count) noexcept {
    const unsigned mask_count = (block.has_runs ? 1U : 0U) + (block.has_names ? 1U : 0U) +
                                (block.has_unmapped ? 1U : 0U) + (block.has_ranges ? 1U : 0U);
    const unsigned runs = bit_count(masks.runs) + 1;
    column_minimum = (kMasksByte + 8 * mask_count) * 8;
    line_minimum = column_minimum + block.column.minimum_width;
    source_minimum = line_minimum + block.line.minimum_width;
    name_minimum = source_minimum + block.source.minimum_width;
    key_lows = name_minimum + block.name.minimum_width;
    columns = key_lows + count * block.key_low_width;
    lines = columns + count * block.column.width;
    sources = lines + runs * block.line.width;
    names = sources + runs * block.source.width;
    name_list =
        names + bit_count(masks.named) * (block.name_code_width != 0 ? block.name_code_width : block.name.width);
  }
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
