#include "converter/block_packer.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>

#include "converter/bit_writer.hpp"

namespace smcache::detail {
namespace {

// The least and the greatest of some numbers, and what storing them takes.
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

unsigned width_of(std::uint32_t largest) noexcept { return static_cast<unsigned>(std::bit_width(largest)); }

FieldWidths widths_of(const Extent<std::uint32_t>& extent) noexcept {
  if (extent.empty()) return {};
  return {width_of(extent.least), width_of(extent.greatest - extent.least)};
}

// One original line and source that a run of neighbouring mappings shares.
struct Run {
  std::uint32_t line;
  std::uint32_t source;
};

struct Runs {
  std::array<Run, kBlockSize> items;
  unsigned count = 0;
  std::uint64_t starts = 0;  // bit i: mapping i begins a run, the first left out
};

Runs find_runs(std::span<const OriginalRecord> originals, std::uint64_t unmapped) noexcept {
  Runs runs;
  for (unsigned i = 0; i < originals.size(); ++i) {
    const OriginalRecord& original = originals[i];
    if ((unmapped >> i & 1) != 0) continue;
    if (runs.count != 0) {
      const Run& last = runs.items[runs.count - 1];
      if (last.line == original.line && last.source == original.source) continue;
      runs.starts |= std::uint64_t{1} << i;
    }
    runs.items[runs.count++] = {original.line, original.source};
  }
  if (runs.count == 0) runs.items[runs.count++] = {0, 0};  // nothing is mapped; the layout has one run all the same
  return runs;
}

}  // namespace

void BlockPacker::begin_line(std::uint32_t line) {
  line_start_ = end_position();
  line_ = line;
  lines_.add(line, line_start_);
}

void BlockPacker::finish() {
  if (count_ % kBlockSize != 0) pack(count_ % kBlockSize);
  lines_.finish(end_position());
  offsets_.push_back(static_cast<std::uint32_t>(blocks_.size()));
  const std::array<std::byte, kTailPadding> padding{};
  blocks_.append(padding.data(), padding.size());
}

void BlockPacker::pack(unsigned count) {
  const std::span originals(originals_.data(), count);
  const std::uint64_t key = positions_[0];
  for (unsigned i = 0; i < count; ++i) positions_[i] -= key;

  BlockMasks masks;
  masks.ranges = ranges_;
  for (unsigned i = 0; i < count; ++i) {
    masks.unmapped |= std::uint64_t{originals[i].source == kAbsent ? 1U : 0U} << i;
    masks.named |= std::uint64_t{originals[i].name != kAbsent ? 1U : 0U} << i;
  }
  const Runs runs = find_runs(originals, masks.unmapped);
  masks.runs = runs.starts;

  // Original columns: as they are, or (in code that kept its layout) as they differ from the generated.
  Extent<std::uint32_t> column;
  Extent<std::int64_t> shift;
  for (unsigned i = 0; i < count; ++i) {
    if ((masks.unmapped >> i & 1) != 0) continue;
    column.add(originals[i].column);
    shift.add(std::int64_t{originals[i].column} - std::int64_t{columns_[i]});
  }
  BlockDescriptor block;
  block.column = widths_of(column);
  constexpr std::int64_t kLargestShift = std::numeric_limits<std::int32_t>::max();
  if (!shift.empty() && shift.least >= -kLargestShift && shift.greatest <= kLargestShift) {
    const FieldWidths widths{width_of(zigzag(static_cast<std::int32_t>(shift.least))),
                             width_of(static_cast<std::uint32_t>(shift.greatest - shift.least))};
    if (count * widths.width + widths.minimum_width < count * block.column.width + block.column.minimum_width) {
      block.column = widths;
      block.column_follows = true;
    }
  }

  Extent<std::uint32_t> line;
  Extent<std::uint32_t> source;
  for (unsigned i = 0; i < runs.count; ++i) {
    line.add(runs.items[i].line);
    source.add(runs.items[i].source);
  }
  block.line = widths_of(line);
  block.source = widths_of(source);

  // Names: each as it is, or as a place in the list of the block's distinct ones.
  std::array<std::uint32_t, kBlockSize> codes;
  std::array<std::uint32_t, kBlockSize> dictionary;
  unsigned named = 0;
  unsigned distinct = 0;
  Extent<std::uint32_t> name;
  const auto block_tag = static_cast<std::uint32_t>(keys_.size()) * kBlockSize;
  for (std::uint64_t left = masks.named; left != 0; left &= left - 1) {
    const std::uint32_t index = originals[static_cast<unsigned>(std::countr_zero(left))].name;
    name.add(index);
    std::uint32_t& code = code_of_name_[index];
    if (code <= block_tag) {
      dictionary[distinct] = index;
      code = block_tag + ++distinct;
    }
    codes[named++] = code - block_tag - 1;
  }
  block.name = widths_of(name);
  const unsigned code_width = distinct == 0 ? 0 : width_of(distinct - 1);
  if (distinct * block.name.width + named * code_width < named * block.name.width) block.name_code_width = code_width;

  block.key_low_width = elias_fano_low_width(positions_[count - 1]);
  block.has_runs = masks.runs != 0;
  block.has_names = masks.named != 0;
  block.has_unmapped = masks.unmapped != 0;
  block.has_ranges = masks.ranges != 0;

  keys_.push_back(key);
  offsets_.push_back(static_cast<std::uint32_t>(blocks_.size()));
  std::byte* const out = blocks_.grow(kMaxBlockSize);
  const EliasFanoHigh high = elias_fano_high({positions_.data(), count}, block.key_low_width);
  BitWriter writer(out);
  const auto put_word = [&writer](std::uint64_t word) {
    writer.put(word & 0xFFFFFFFF, 32);
    writer.put(word >> 32, 32);
  };
  put_word(block.to_word());
  put_word(high[0]);
  put_word(high[1]);
  for (const std::uint64_t mask : {masks.runs, masks.named, masks.unmapped, masks.ranges}) {
    if (mask != 0) put_word(mask);
  }

  const auto column_base = static_cast<std::int32_t>(block.column_follows ? shift.least : 0);
  writer.put(block.column_follows ? zigzag(column_base)
             : column.empty()     ? 0
                                  : column.least,
             block.column.minimum_width);
  writer.put(line.least, block.line.minimum_width);
  writer.put(source.least, block.source.minimum_width);
  writer.put(name.empty() ? 0 : name.least, block.name.minimum_width);
  for (unsigned i = 0; i < count; ++i) writer.put(positions_[i] & low_mask(block.key_low_width), block.key_low_width);
  for (unsigned i = 0; i < count; ++i) {
    std::uint32_t residual = 0;
    if ((masks.unmapped >> i & 1) == 0) {
      residual = block.column_follows ? originals[i].column - columns_[i] - static_cast<std::uint32_t>(column_base)
                                      : originals[i].column - column.least;
    }
    writer.put(residual, block.column.width);
  }
  for (unsigned i = 0; i < runs.count; ++i) writer.put(runs.items[i].line - line.least, block.line.width);
  for (unsigned i = 0; i < runs.count; ++i) writer.put(runs.items[i].source - source.least, block.source.width);
  if (block.name_code_width != 0) {
    for (unsigned i = 0; i < named; ++i) writer.put(codes[i], code_width);
    for (unsigned i = 0; i < distinct; ++i) writer.put(dictionary[i] - name.least, block.name.width);
  } else {
    for (unsigned i = 0; i < named; ++i) writer.put(dictionary[codes[i]] - name.least, block.name.width);
  }
  blocks_.commit(static_cast<std::size_t>(writer.finish() - out));
  ranges_ = 0;
}

}  // namespace smcache::detail
