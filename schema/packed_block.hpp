// Where each bit of a block of mappings stands: the one place that packer and reader both use
// (spec.md 7). A block is up to 64 mappings, packed so that any field of any of them is read without
// touching the others:
//
//   descriptor | key high parts | masks | minima | key low parts | columns | lines | sources | names
//
// Fields are stored as their distance from the block's minimum, in as few bits as the largest needs.
// Original lines and sources change rarely from one mapping to the next: they are stored once a run.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "schema/bits.hpp"
#include "schema/elias_fano.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

// How a field is stored: value = minimum + `width` bits; the minimum itself takes `minimum_width`.
struct FieldWidths {
  unsigned minimum_width = 0;
  unsigned width = 0;
};

// Widths of 0..30 and 32 fit the five bits that the descriptor has for one.
constexpr unsigned storable_width(std::uint32_t largest) noexcept {
  const auto width = static_cast<unsigned>(std::bit_width(largest));
  return width == 31 ? 32 : width;
}

// The 64-bit word that a block begins with.
struct BlockDescriptor {
  unsigned key_low_width = 0;
  FieldWidths column, line, source, name;
  unsigned dictionary_size = 0;  // distinct names, where names are stored by way of a dictionary
  bool has_runs = false;         // original line or source changes inside the block
  bool has_names = false;
  bool has_unmapped = false;
  bool has_ranges = false;
  bool column_follows = false;  // original columns are stored as distance from the generated column

  [[nodiscard]] constexpr std::uint64_t to_word() const noexcept {
    std::uint64_t word = 0;
    unsigned shift = 0;
    const auto put = [&](unsigned value, unsigned bits) {
      word |= std::uint64_t{value} << shift;
      shift += bits;
    };
    const auto put_widths = [&](const FieldWidths& field) {
      put(field.minimum_width == 32 ? 31 : field.minimum_width, 5);
      put(field.width == 32 ? 31 : field.width, 5);
    };
    put(key_low_width, 6);
    put_widths(column);
    put_widths(line);
    put_widths(source);
    put_widths(name);
    put(dictionary_size, 6);
    for (const bool flag : {has_runs, has_names, has_unmapped, has_ranges, column_follows}) put(flag ? 1 : 0, 1);
    return word;
  }

  [[nodiscard]] static constexpr BlockDescriptor from_word(std::uint64_t word) noexcept {
    const auto widths = [word](unsigned shift) {
      const auto width = [word](unsigned at) {
        const auto code = static_cast<unsigned>(word >> at & 31);
        return code + (code == 31 ? 1 : 0);
      };
      return FieldWidths{width(shift), width(shift + 5)};
    };
    const auto flag = [word](unsigned shift) { return (word >> shift & 1) != 0; };
    return {static_cast<unsigned>(word & 63),
            widths(6),
            widths(16),
            widths(26),
            widths(36),
            static_cast<unsigned>(word >> 46 & 63),
            flag(52),
            flag(53),
            flag(54),
            flag(55),
            flag(56)};
  }

  friend constexpr bool operator==(const BlockDescriptor& a, const BlockDescriptor& b) noexcept {
    return a.to_word() == b.to_word();
  }
};

// The descriptor's flags that stand for a mask each, and the bits that have no meaning yet: a reader
// refuses a block that sets one of those.
inline constexpr std::uint64_t kDescriptorMaskFlags = std::uint64_t{0xF} << 52;
inline constexpr std::uint64_t kDescriptorReservedBits = ~low_mask(57);
inline constexpr unsigned kMaxKeyLowWidth = 56;

// The masks of a block, bit i for its mapping i; all zero where the descriptor has none.
struct BlockMasks {
  std::uint64_t runs = 0;  // original line or source differs from the mapping before
  std::uint64_t named = 0;
  std::uint64_t unmapped = 0;  // no original position
  std::uint64_t ranges = 0;    // range mappings
};

inline constexpr unsigned kMasksByte = 24;  // after descriptor and key high parts

// Bit offsets from the block's start, in the order in which the fields stand.
struct BlockLayout {
  unsigned column_minimum, line_minimum, source_minimum, name_minimum;
  unsigned key_lows, columns, lines, sources, name_codes, dictionary, end;
  unsigned name_code_width;

  constexpr BlockLayout(const BlockDescriptor& block, const BlockMasks& masks, unsigned count) noexcept {
    const unsigned mask_count = (block.has_runs ? 1U : 0U) + (block.has_names ? 1U : 0U) +
                                (block.has_unmapped ? 1U : 0U) + (block.has_ranges ? 1U : 0U);
    const auto runs = static_cast<unsigned>(std::popcount(masks.runs)) + 1;
    const auto named = static_cast<unsigned>(std::popcount(masks.named));
    name_code_width = block.dictionary_size == 0 ? block.name.width
                                                 : static_cast<unsigned>(std::bit_width(block.dictionary_size - 1));
    column_minimum = (kMasksByte + 8 * mask_count) * 8;
    line_minimum = column_minimum + block.column.minimum_width;
    source_minimum = line_minimum + block.line.minimum_width;
    name_minimum = source_minimum + block.source.minimum_width;
    key_lows = name_minimum + block.name.minimum_width;
    columns = key_lows + count * block.key_low_width;
    lines = columns + count * block.column.width;
    sources = lines + runs * block.line.width;
    name_codes = sources + runs * block.source.width;
    dictionary = name_codes + named * name_code_width;
    end = dictionary + block.dictionary_size * block.name.width;
  }
};

// The original side of one mapping.
struct OriginalRecord {
  std::uint32_t source = kAbsent;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t name = kAbsent;
};

// Reads a block where it stands.
class PackedBlock {
 public:
  // nullopt where the bits do not form a block of `count` mappings within `size` bytes.
  // REQUIRES: size + kTailPadding bytes at `at` can be read; 1 <= count <= 64.
  [[nodiscard]] static std::optional<PackedBlock> open(const std::byte* at, std::size_t size, unsigned count) noexcept {
    if (size < kMasksByte) return std::nullopt;
    const std::uint64_t word = load_u64(at);
    const auto mask_count = static_cast<unsigned>(std::popcount(word & kDescriptorMaskFlags));
    if ((word & kDescriptorReservedBits) != 0 || size < kMasksByte + 8 * mask_count) return std::nullopt;
    const PackedBlock block(at, count, BlockDescriptor::from_word(word));
    if (block.descriptor_.key_low_width > kMaxKeyLowWidth || block.layout_.end > size * 8) return std::nullopt;
    return block;
  }

  [[nodiscard]] unsigned count() const noexcept { return count_; }
  [[nodiscard]] const BlockDescriptor& descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] const BlockMasks& masks() const noexcept { return masks_; }
  [[nodiscard]] const BlockLayout& layout() const noexcept { return layout_; }

  // Linear generated positions, as distance from the block's key.
  [[nodiscard]] EliasFano keys() const noexcept {
    return {{load_u64(at_ + 8), load_u64(at_ + 16)}, at_, layout_.key_lows, descriptor_.key_low_width, count_};
  }

  [[nodiscard]] bool is_unmapped(unsigned index) const noexcept { return (masks_.unmapped >> index & 1) != 0; }
  [[nodiscard]] bool is_range(unsigned index) const noexcept { return (masks_.ranges >> index & 1) != 0; }

  // The original side of mapping `index`, which begins at `generated_column` of its line.
  // REQUIRES: index < count().
  [[nodiscard]] OriginalRecord original(unsigned index, std::uint32_t generated_column) const noexcept {
    OriginalRecord record;
    if (is_unmapped(index)) return record;
    const auto run = static_cast<unsigned>(std::popcount(masks_.runs & upto(index)));
    record.line = field(layout_.line_minimum, layout_.lines, descriptor_.line, run);
    record.source = field(layout_.source_minimum, layout_.sources, descriptor_.source, run);
    const std::uint32_t column = bits(layout_.columns + index * descriptor_.column.width, descriptor_.column.width);
    const std::uint32_t minimum = bits(layout_.column_minimum, descriptor_.column.minimum_width);
    record.column = descriptor_.column_follows
                        ? generated_column + static_cast<std::uint32_t>(unzigzag(minimum)) + column
                        : minimum + column;
    if ((masks_.named >> index & 1) != 0) record.name = name(index);
    return record;
  }

 private:
  PackedBlock(const std::byte* at, unsigned count, const BlockDescriptor& descriptor) noexcept
      : at_(at),
        count_(count),
        descriptor_(descriptor),
        masks_(read_masks(at, descriptor, count)),
        layout_(descriptor, masks_, count) {}

  static BlockMasks read_masks(const std::byte* at, const BlockDescriptor& descriptor, unsigned count) noexcept {
    const std::uint64_t valid = upto(count - 1);
    const std::byte* next = at + kMasksByte;
    const auto take = [&](bool present) {
      if (!present) return std::uint64_t{0};
      const std::uint64_t mask = load_u64(next) & valid;
      next += 8;
      return mask;
    };
    BlockMasks masks;
    masks.runs = take(descriptor.has_runs) & ~std::uint64_t{1};
    masks.named = take(descriptor.has_names);
    masks.unmapped = take(descriptor.has_unmapped);
    masks.ranges = take(descriptor.has_ranges);
    return masks;
  }

  // The mask of bits 0 to `index`.
  static std::uint64_t upto(unsigned index) noexcept { return ~std::uint64_t{0} >> (63 - index); }

  [[nodiscard]] std::uint32_t bits(unsigned bit, unsigned width) const noexcept {
    return static_cast<std::uint32_t>(read_bits(at_, bit, width));
  }

  [[nodiscard]] std::uint32_t field(unsigned minimum_bit, unsigned bit, const FieldWidths& widths,
                                    unsigned index) const noexcept {
    return bits(minimum_bit, widths.minimum_width) + bits(bit + index * widths.width, widths.width);
  }

  [[nodiscard]] std::uint32_t name(unsigned index) const noexcept {
    const auto rank = static_cast<unsigned>(std::popcount(masks_.named & upto(index))) - 1;
    unsigned at = layout_.name_codes + rank * layout_.name_code_width;
    if (descriptor_.dictionary_size != 0) {
      const std::uint32_t code = bits(at, layout_.name_code_width);
      if (code >= descriptor_.dictionary_size) return kAbsent - 1;  // no such name: the caller's bounds check fails
      at = layout_.dictionary + code * descriptor_.name.width;
    }
    return bits(layout_.name_minimum, descriptor_.name.minimum_width) + bits(at, descriptor_.name.width);
  }

  const std::byte* at_;
  unsigned count_;
  BlockDescriptor descriptor_;
  BlockMasks masks_;
  BlockLayout layout_;
};

}  // namespace smcache::detail
