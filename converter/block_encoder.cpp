#include "converter/block_encoder.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <span>

#include "converter/bit_writer.hpp"
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

// Stores numbers as distance from the least of them.
Field subtract_least(std::uint32_t* numbers, unsigned count) noexcept {
  const Field field(extent_of(numbers, count));
  for (unsigned i = 0; i < count; ++i) numbers[i] -= field.minimum;
  return field;
}

// Original columns: as they are, or (in code that kept its layout) as they differ from the generated.
struct Columns {
  Field field;
  bool follow = false;
  std::int32_t shift = 0;  // least original less generated column, where they follow

  std::array<std::uint32_t, kBlockSize> distances;  // of each mapping; 0 where it is unmapped

  Columns(std::span<const OriginalRecord> originals, const std::array<std::uint32_t, kBlockSize>& generated,
          std::uint64_t unmapped) noexcept {
    const auto count = static_cast<unsigned>(originals.size());
    std::array<std::uint32_t, kBlockSize> plain;
    for (unsigned i = 0; i < count; ++i) plain[i] = originals[i].column;
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
  std::array<std::uint32_t, kBlockSize + 1> lines;    // as distance from the least
  std::array<std::uint32_t, kBlockSize + 1> sources;  // the same
  unsigned count = 0;
  std::uint64_t starts = 0;  // bit i: mapping i begins a run, the first left out
  Field line, source;

  Runs(std::span<const OriginalRecord> originals, std::uint64_t unmapped) noexcept {
    starts = unmapped == 0 ? starts_of_mapped(originals) : starts_beside(unmapped, originals);
    for (std::uint64_t left = starts; left != 0; left &= left - 1) {
      const OriginalRecord& original = originals[static_cast<unsigned>(std::countr_zero(left))];
      lines[count] = original.line;
      sources[count++] = original.source;
    }
    starts &= starts - 1;
    if (count == 0) lines[count] = sources[count] = 0;
    count = std::max(count, 1U);  // where nothing is mapped, the layout has a run all the same
    line = subtract_least(lines.data(), count);
    source = subtract_least(sources.data(), count);
  }

 private:
  // Bit i: does mapping i begin a run? The first one does.
  static std::uint64_t starts_of_mapped(std::span<const OriginalRecord> originals) noexcept {
    const auto size = static_cast<unsigned>(originals.size());
    std::array<std::uint32_t, kBlockSize + 1> line_of;  // with one before the first
    std::array<std::uint32_t, kBlockSize + 1> source_of;
    line_of[0] = source_of[0] = 0;
    for (unsigned i = 0; i < size; ++i) line_of[i + 1] = originals[i].line;
    for (unsigned i = 0; i < size; ++i) source_of[i + 1] = originals[i].source;
    std::array<std::uint8_t, kBlockSize> begins{};
    for (unsigned i = 0; i < size; ++i) {
      begins[i] = ((line_of[i] ^ line_of[i + 1]) | (source_of[i] ^ source_of[i + 1])) != 0 ? 1 : 0;
    }
    return gather(begins) | 1;
  }

  // The same, where some are unmapped: those belong to the run before them, and the first mapped one begins one. No
  // jumps: whether a run begins is hard to foresee.
  static std::uint64_t starts_beside(std::uint64_t unmapped, std::span<const OriginalRecord> originals) noexcept {
    const auto run_of = [](const OriginalRecord& original) {
      return std::uint64_t{original.line} << 32 | original.source;
    };
    const auto first = static_cast<unsigned>(std::countr_one(unmapped));
    std::uint64_t last = first < originals.size() ? ~run_of(originals[first]) : 0;
    std::uint64_t begun = 0;
    for (unsigned i = 0; i < originals.size(); ++i) {
      const std::uint64_t run = detail::choose(has(unmapped, i), last, run_of(originals[i]));
      begun |= std::uint64_t{run != last} << i;
      last = run;
    }
    return begun;
  }
};

// Names: each as it is, or as a place in the list of the block's distinct ones.
struct Names {
  // Distinct ones, in the order in which they first come, as distance from the least.
  std::array<std::uint32_t, kBlockSize + 1> list;
  // Of each named mapping, the place in the list, or what stands there where none is stored.
  std::array<std::uint32_t, kBlockSize> codes;
  unsigned distinct = 0;
  unsigned named = 0;
  unsigned code_width = 0;  // 0: no list is stored
  Field field;

  Names(std::span<const OriginalRecord> originals, std::uint64_t mask, NameCodes of_names) noexcept {
    const std::uint32_t tag = of_names.tag;
    std::uint32_t listed = 0;
    unsigned at = 0;
    for (; mask != 0; mask &= mask - 1) {
      const std::uint32_t name = originals[static_cast<unsigned>(std::countr_zero(mask))].name;
      const std::uint32_t last = of_names.last[name];
      const bool is_new = last <= tag;  // half of them are: no jumps
      list[listed] = name;
      listed += is_new ? 1 : 0;
      const auto code = static_cast<std::uint32_t>(detail::choose(is_new, tag + listed, last));
      of_names.last[name] = code;
      codes[at++] = code - tag - 1;
    }
    distinct = listed;
    named = at;
    field = subtract_least(list.data(), distinct);
    const unsigned width = distinct == 0 ? 0 : width_of(distinct - 1);
    if (distinct * field.widths.width + named * width < named * field.widths.width) code_width = width;
    if (code_width != 0) return;
    for (unsigned i = 0; i < named; ++i) codes[i] = list[codes[i]];
  }
};

std::size_t encode(OpenBlock& open, unsigned count, NameCodes of_names, std::byte* out) noexcept {
  const std::span<const OriginalRecord> originals(open.originals.data(), count);
  const std::span positions(open.positions.data(), count);
  const std::uint64_t key = positions[0];
  for (std::uint64_t& position : positions) position -= key;

  std::array<std::uint8_t, kBlockSize> unmapped{};
  std::array<std::uint8_t, kBlockSize> named{};
  for (unsigned i = 0; i < count; ++i) {
    unmapped[i] = originals[i].source == kAbsent ? 1 : 0;
    named[i] = originals[i].name != kAbsent ? 1 : 0;
  }
  BlockMasks masks;
  masks.unmapped = gather(unmapped);
  masks.named = gather(named);
  const Columns columns(originals, open.columns, masks.unmapped);
  const Runs runs(originals, masks.unmapped);
  const Names names(originals, masks.named, of_names);
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
  writer.put_all(positions.data(), count, block.key_low_width);
  writer.put_all(columns.distances.data(), count, block.column.width);
  writer.put_all(runs.lines.data(), runs.count, block.line.width);
  writer.put_all(runs.sources.data(), runs.count, block.source.width);
  writer.put_all(names.codes.data(), names.named, names.code_width != 0 ? names.code_width : block.name.width);
  if (names.code_width != 0) writer.put_all(names.list.data(), names.distinct, block.name.width);
  return static_cast<std::size_t>(writer.finish() - out);
}

}  // namespace

}  // namespace SMCACHE_ISA

#ifdef SMCACHE_X86_64_V3
const EncodeBlock kV3EncodeBlock = encode;
#else
const EncodeBlock kPortableEncodeBlock = encode;
#endif

}  // namespace smcache::detail
