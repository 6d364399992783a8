// Invariants 14 to 18: blocks and the mappings in them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "reader/mapping_at.hpp"
#include "reader/verify_parts.hpp"

namespace smcache::detail {
namespace {

constexpr unsigned kMaxKeyLowWidth = 56;
constexpr unsigned kMaxFieldWidth = 32;

bool widths_in_limits(const BlockDescriptor& block) noexcept {
  const auto fits = [](const FieldWidths& field) {
    return field.minimum_width <= kMaxFieldWidth && field.width <= kMaxFieldWidth;
  };
  return block.key_low_width <= kMaxKeyLowWidth && fits(block.column) && fits(block.line) && fits(block.source) &&
         fits(block.name);
}

// The masks as they stand, with whatever bits they have.
BlockMasks raw_masks(const std::byte* at, const BlockDescriptor& block) noexcept {
  const std::byte* next = at + kMasksByte;
  const auto take = [&next](bool present) {
    const std::uint64_t mask = present ? load_u64(next) : 0;
    next += std::size_t{present} * 8;
    return mask;
  };
  BlockMasks masks;
  masks.runs = take(block.has_runs);
  masks.named = take(block.has_names);
  masks.unmapped = take(block.has_unmapped);
  masks.ranges = take(block.has_ranges);
  return masks;
}

bool masks_are_sound(const BlockDescriptor& block, const BlockMasks& masks, unsigned count) noexcept {
  const std::uint64_t here = ~std::uint64_t{0} >> (64 - count);
  const std::uint64_t mapped = here & ~masks.unmapped;
  const std::uint64_t after_first_mapped = mapped & (mapped - 1);
  return block.has_runs == (masks.runs != 0) && block.has_names == (masks.named != 0) &&
         block.has_unmapped == (masks.unmapped != 0) && block.has_ranges == (masks.ranges != 0) &&
         (masks.runs & ~after_first_mapped) == 0 && (masks.named & ~mapped) == 0 && (masks.unmapped & ~here) == 0 &&
         (masks.ranges & ~here) == 0;
}

// How many bits the parts of a block take. REQUIRES: the block fits its bytes.
std::size_t used_bits(const std::byte* at, const BlockDescriptor& block, const BlockMasks& masks,
                      const BlockLayout& layout) noexcept {
  std::size_t listed = 0;
  if (block.name_code_width != 0) {
    for (unsigned i = 0; i < bit_count(masks.named); ++i) {
      const std::uint64_t code = read_bits(at, layout.names + i * block.name_code_width, block.name_code_width);
      listed = std::max<std::size_t>(listed, code + 1);
    }
  }
  return layout.name_list + listed * block.name.width;
}

// Is the block as a writer makes it? REQUIRES: it fits its bytes.
bool is_sound(const BlockBytes& bytes, unsigned count) noexcept {
  const BlockDescriptor block = BlockDescriptor::from_word(load_u64(bytes.at));
  const BlockMasks masks = raw_masks(bytes.at, block);
  if (!widths_in_limits(block) || !masks_are_sound(block, masks, count)) return false;
  const std::size_t used = used_bits(bytes.at, block, masks, BlockLayout(block, masks, count));
  const auto filling = static_cast<unsigned>(bytes.size * 8 - used);
  return (used + 7) / 8 == bytes.size && read_bits(bytes.at, used, filling) == 0;
}

bool begins_and_ends_right(const Tables& tables) {
  const std::size_t end = tables.blocks.size() - kTailPadding;
  return tables.block_offsets.front() == 0 && tables.block_offsets.back() == end &&
         std::all_of(tables.blocks.begin() + static_cast<std::ptrdiff_t>(end), tables.blocks.end(),
                     [](std::byte byte) { return byte == std::byte{0}; });
}

Status verify_blocks(const Tables& tables) {
  for (std::uint32_t number = 0; number < tables.block_count; ++number) {
    const PackedBlock block = block_at(tables, number);
    if (!block.fits() || !is_sound(block_bytes(tables, number), block.count())) {
      return broken(14, "block " + std::to_string(number) + " does not fit its place");
    }
  }
  if (!begins_and_ends_right(tables)) return broken(14, "blocks do not begin or end as they should");
  return success();
}

}  // namespace

Status verify_mappings(const Tables& tables) {
  const auto broken_at = [](unsigned invariant, std::uint32_t number, unsigned index, const char* what) {
    return broken(invariant, "mapping " + std::to_string(number * kBlockSize + index) + what);
  };
  if (Status status = verify_blocks(tables); !status) return status;
  const LineTable lines(tables);
  std::uint64_t last = 0;
  std::uint32_t ranges = 0;
  LineSpan line;
  Mapping mapping;
  for (std::uint32_t number = 0; number < tables.block_count; ++number) {
    const PackedBlock block = block_at(tables, number);
    const std::byte* const high = block_bytes(tables, number).at + sizeof(std::uint64_t);
    if (bit_count(load_u64(high)) + bit_count(load_u64(high + sizeof(std::uint64_t))) != block.count()) {
      return broken(15, "block " + std::to_string(number) + " has not as many positions as mappings");
    }
    for (unsigned i = 0; i < block.count(); ++i) {
      const std::uint64_t at = block_key(tables, number) + block.keys()[i];
      if (at < last || (i == 0 && at != block_key(tables, number))) {
        return broken_at(15, number, i, " stands before the one before it, or not at its block's key");
      }
      if (at >= line.end && !lines.line_of(at, mapping.generated.line, line)) {
        return broken_at(16, number, i, " is on no line");
      }
      last = at;
      mapping.generated.column = static_cast<std::uint32_t>(at - line.start);
      if (!read_original(tables, block, i, mapping) || (mapping.source == kAbsent) != block.is_unmapped(i) ||
          (mapping.name == kAbsent) == block.is_named(i)) {
        return broken_at(17, number, i, " names a source or name that is not there");
      }
      ranges += mapping.is_range ? 1 : 0;
    }
  }
  const std::uint32_t lines_seen = tables.mapping_count == 0 ? 0 : line_count_to(mapping.generated.line);
  if (lines_seen != tables.line_count || ranges != tables.root->range_count()) {
    return broken(18, "the counts of lines or range mappings are not those of the mappings");
  }
  return success();
}

}  // namespace smcache::detail
