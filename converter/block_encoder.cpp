#include "converter/block_encoder.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <span>

#include "converter/bit_writer.hpp"
#include "schema/block_layout.hpp"
#include "schema/elias_fano.hpp"
#include "schema/isa.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {
namespace {

unsigned width_of(std::uint32_t largest) noexcept { return static_cast<unsigned>(std::bit_width(largest)); }

bool has(std::uint64_t mask, unsigned bit) noexcept { return (mask >> bit & 1) != 0; }

// The least and the greatest of some numbers.
template <typename Number>
struct Extent {
  Number least = std::numeric_limits<Number>::max();
  Number greatest = std::numeric_limits<Number>::min();

  void add(Number number) noexcept {
    least = std::min(least, number);
    greatest = std::max(greatest, number);
  }
  [[nodiscard]] bool empty() const noexcept { return least > greatest; }
};

template <typename Number>
Extent<Number> extent_of(const Number* numbers, unsigned count) noexcept {
  Extent<Number> extent;
  for (unsigned i = 0; i < count; ++i) extent.add(numbers[i]);
  return extent;
}

// The same of those numbers beside which something is there: `beside` is not absent.
Extent<std::uint32_t> extent_where(const OpenBlock::Numbers& numbers, const OpenBlock::Numbers& beside,
                                   unsigned count) noexcept {
  Extent<std::uint32_t> extent;
  for (unsigned i = 0; i < count; ++i) {
    const std::uint32_t absent = 0 - static_cast<std::uint32_t>(beside[i] == kAbsent);  // all bits, or none
    extent.least = std::min(extent.least, numbers[i] | absent);
    extent.greatest = std::max(extent.greatest, numbers[i] & ~absent);
  }
  return extent;
}

// Bit i: is flags[i] one (and not zero)?
std::uint64_t gather(const std::array<std::uint8_t, kBlockSize>& flags) noexcept {
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < kBlockSize; i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, &flags[i], sizeof eight);
    mask |= (eight * 0x0102040810204080) >> 56 << i;  // moves the k-th byte's bit to bit 56 + k
  }
  return mask;
}

// A field of the block: numbers stored as distance from the least.
struct Field {
  std::uint32_t minimum = 0;
  FieldWidths widths;

  Field() = default;
  explicit Field(const Extent<std::uint32_t>& extent) noexcept {
    if (extent.empty()) return;
    minimum = extent.least;
    widths = {width_of(extent.least), width_of(extent.greatest - extent.least)};
  }
  [[nodiscard]] unsigned bits(unsigned count) const noexcept { return widths.minimum_width + count * widths.width; }
};

// Original columns: as they are, or (in code that kept its layout) as they differ from the generated.
struct Columns {
  Field field;
  bool follow = false;
  std::int32_t shift = 0;  // least original less generated column, where they follow

  std::array<std::uint32_t, kBlockSize> distances;  // of each mapping; 0 where it is unmapped

  Columns(const OpenBlock& block, unsigned count, std::uint64_t unmapped) noexcept {
    const OpenBlock::Numbers& plain = block.original_columns;
    const OpenBlock::Numbers& generated = block.columns;
    if (unmapped == 0) {
      choose(plain.data(), generated.data(), count, count);
    } else {
      std::array<std::uint32_t, kBlockSize> mapped;
      std::array<std::uint32_t, kBlockSize> generated_of_mapped;
      unsigned mapped_count = 0;
      for (unsigned i = 0; i < count; ++i) {
        if (has(unmapped, i)) continue;
        mapped[mapped_count] = plain[i];
        generated_of_mapped[mapped_count++] = generated[i];
      }
      choose(mapped.data(), generated_of_mapped.data(), mapped_count, count);
    }
    const std::uint32_t from = follow ? static_cast<std::uint32_t>(shift) : field.minimum;
    for (unsigned i = 0; i < count; ++i) distances[i] = plain[i] - (follow ? generated[i] : 0) - from;
    for (; unmapped != 0; unmapped &= unmapped - 1) distances[static_cast<unsigned>(std::countr_zero(unmapped))] = 0;
  }

 private:
  // The shorter way to store the columns of mapped mappings, of which there are `mapped` among `count`.
  void choose(const std::uint32_t* plain, const std::uint32_t* generated, unsigned mapped, unsigned count) noexcept {
    const Extent<std::uint32_t> columns = extent_of(plain, mapped);
    field = Field(columns);
    if (columns.empty() || ((columns.greatest | extent_of(generated, mapped).greatest) >> 31) != 0) return;
    std::array<std::int32_t, kBlockSize> shifts;
    for (unsigned i = 0; i < mapped; ++i) shifts[i] = static_cast<std::int32_t>(plain[i] - generated[i]);
    const Extent<std::int32_t> extent = extent_of(shifts.data(), mapped);
    Field following;
    following.minimum = zigzag(extent.least);
    following.widths = {width_of(following.minimum), width_of(static_cast<std::uint32_t>(extent.greatest) -
                                                              static_cast<std::uint32_t>(extent.least))};
    if (following.bits(count) >= field.bits(count)) return;
    field = following;
    follow = true;
    shift = extent.least;
  }
};

// Original lines and sources, once for each run of neighbouring mappings that share them.
struct Runs {
  std::array<std::uint32_t, kBlockSize> lines;    // as distance from the least
  std::array<std::uint32_t, kBlockSize> sources;  // the same
  unsigned count = 0;
  std::uint64_t starts = 0;  // bit i: mapping i begins a run, the first left out
  Field line, source;

  Runs(const OpenBlock& block, unsigned size, std::uint64_t unmapped) noexcept
      : line(extent_where(block.original_lines, block.sources, size)),
        source(extent_where(block.sources, block.sources, size)) {
    starts = unmapped == 0 ? starts_of_mapped(block, size) : starts_beside(unmapped, block, size);
    for (std::uint64_t left = starts; left != 0; left &= left - 1) {
      const auto first = static_cast<unsigned>(std::countr_zero(left));
      lines[count] = block.original_lines[first] - line.minimum;
      sources[count++] = block.sources[first] - source.minimum;
    }
    starts &= starts - 1;
    if (count == 0) lines[count] = sources[count] = 0;
    count = std::max(count, 1U);  // where nothing is mapped, the layout has a run all the same
  }

 private:
  // Bit i: does mapping i begin a run? The first one does.
  static std::uint64_t starts_of_mapped(const OpenBlock& block, unsigned size) noexcept {
    std::array<std::uint8_t, kBlockSize> begins{};
    for (unsigned i = 1; i < size; ++i) {
      const std::uint32_t line_differs = block.original_lines[i - 1] ^ block.original_lines[i];
      const std::uint32_t source_differs = block.sources[i - 1] ^ block.sources[i];
      begins[i] = (line_differs | source_differs) != 0 ? 1 : 0;
    }
    return gather(begins) | 1;
  }

  // The same, where some are unmapped: those belong to the run before them, and the first mapped one begins one. No
  // jumps: whether a run begins is hard to foresee.
  static std::uint64_t starts_beside(std::uint64_t unmapped, const OpenBlock& block, unsigned size) noexcept {
    const auto run_of = [&](unsigned i) { return std::uint64_t{block.original_lines[i]} << 32 | block.sources[i]; };
    const auto first = static_cast<unsigned>(std::countr_one(unmapped));
    std::uint64_t last = first < size ? ~run_of(first) : 0;
    std::uint64_t begun = 0;
    for (unsigned i = 0; i < size; ++i) {
      const std::uint64_t run = detail::choose(has(unmapped, i), last, run_of(i));
      begun |= std::uint64_t{run != last} << i;
      last = run;
    }
    return begun;
  }
};

// Names: each as it is, or as a place in the list of the block's distinct ones.
struct Names {
  std::array<std::uint32_t, kBlockSize> all;    // of each named mapping, as distance from the least
  std::array<std::uint32_t, kBlockSize> list;   // the distinct ones, in the order in which they first come
  std::array<std::uint32_t, kBlockSize> codes;  // of each named mapping, the place in the list
  unsigned distinct = 0;
  unsigned named = 0;
  unsigned code_width = 0;  // 0: no list is stored
  Field field;

  Names(const OpenBlock& block, unsigned count, std::uint64_t mask, NameCodes of_names) noexcept
      : field(extent_where(block.names, block.names, count)) {
    const std::uint32_t first_code = of_names.tag + 1;
    std::uint32_t at = 0;
    std::uint32_t listed = 0;
    for (; mask != 0; mask &= mask - 1) {
      const std::uint32_t name = block.names[static_cast<unsigned>(std::countr_zero(mask))];
      all[at] = list[listed] = name - field.minimum;
      // Past all codes where the name was last listed in another block. Half of them are: no jumps.
      const std::uint32_t last = of_names.last[name] - first_code;
      const std::int64_t is_old = (std::int64_t{last} - std::int64_t{listed}) >> 63;  // all bits, or none
      const std::uint32_t code = listed ^ ((last ^ listed) & static_cast<std::uint32_t>(is_old));
      listed += static_cast<std::uint32_t>(1 + is_old);
      of_names.last[name] = first_code + code;
      codes[at++] = code;
    }
    named = at;
    distinct = listed;
    const unsigned width = distinct == 0 ? 0 : width_of(distinct - 1);
    if (distinct * field.widths.width + named * width < named * field.widths.width) code_width = width;
  }
};

// See EncodeBlock.
[[gnu::always_inline]] inline std::size_t encode_some(OpenBlock& open, unsigned count, NameCodes of_names,
                                                      std::byte* out) noexcept {
  const std::span positions(open.positions.data(), count);
  const std::uint64_t key = positions[0];
  for (std::uint64_t& position : positions) position -= key;

  std::array<std::uint8_t, kBlockSize> unmapped{};
  std::array<std::uint8_t, kBlockSize> named{};
  for (unsigned i = 0; i < count; ++i) {
    unmapped[i] = open.sources[i] == kAbsent ? 1 : 0;
    named[i] = open.names[i] != kAbsent ? 1 : 0;
  }
  BlockMasks masks;
  masks.unmapped = gather(unmapped);
  masks.named = gather(named);
  const Columns columns(open, count, masks.unmapped);
  const Runs runs(open, count, masks.unmapped);
  const Names names(open, count, masks.named, of_names);
  masks.runs = runs.starts;
  masks.ranges = open.ranges;

  BlockDescriptor block;
  block.key_low_width = elias_fano_low_width(positions[count - 1]);
  block.column = columns.field.widths;
  block.line = runs.line.widths;
  block.source = runs.source.widths;
  block.name = names.field.widths;
  block.name_code_width = names.code_width;
  block.has_runs = masks.runs != 0;
  block.has_names = masks.named != 0;
  block.has_unmapped = masks.unmapped != 0;
  block.has_ranges = masks.ranges != 0;
  block.column_follows = columns.follow;

  // In the order of BlockLayout.
  BitWriter writer(out);
  const auto put_word = [&writer](std::uint64_t word) {
    writer.put(word & 0xFFFFFFFF, 32);
    writer.put(word >> 32, 32);
  };
  put_word(block.to_word());
  for (const std::uint64_t word : elias_fano_high(positions, block.key_low_width)) put_word(word);
  for (const std::uint64_t mask : {masks.runs, masks.named, masks.unmapped, masks.ranges}) {
    if (mask != 0) put_word(mask);
  }
  for (const Field* field : {&columns.field, &runs.line, &runs.source, &names.field}) {
    writer.put(field->minimum, field->widths.minimum_width);
  }
  for (std::uint64_t& position : positions) position &= low_mask(block.key_low_width);
  writer.put_all(open.positions, count, block.key_low_width);
  writer.put_all(columns.distances, count, block.column.width);
  writer.put_all(runs.lines, runs.count, block.line.width);
  writer.put_all(runs.sources, runs.count, block.source.width);
  if (names.code_width == 0) {
    writer.put_all(names.all, names.named, block.name.width);
  } else {
    writer.put_all(names.codes, names.named, names.code_width);
    writer.put_all(names.list, names.distinct, block.name.width);
  }
  return static_cast<std::size_t>(writer.finish() - out);
}

// Nearly all blocks are full: loops of a length that is known are short.
[[gnu::flatten]] std::size_t encode(OpenBlock& open, unsigned count, NameCodes of_names, std::byte* out) noexcept {
  return count == kBlockSize ? encode_some(open, kBlockSize, of_names, out) : encode_some(open, count, of_names, out);
}

}  // namespace

}  // namespace SMCACHE_ISA

#ifdef SMCACHE_X86_64_V3
const EncodeBlock kV3EncodeBlock = encode;
#else
const EncodeBlock kPortableEncodeBlock = encode;
#endif

}  // namespace smcache::detail
