#include "converter/block_packer.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>

#include "converter/bit_writer.hpp"

namespace smcache::detail {
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

  Columns(std::span<const OriginalRecord> originals, std::span<const std::uint32_t> generated,
          std::uint64_t unmapped) noexcept {
    Extent<std::uint32_t> plain;
    Extent<std::int64_t> shifts;
    for (unsigned i = 0; i < originals.size(); ++i) {
      if (has(unmapped, i)) continue;
      plain.add(originals[i].column);
      shifts.add(std::int64_t{originals[i].column} - std::int64_t{generated[i]});
    }
    field = Field(plain);
    constexpr std::int64_t kFarthest = std::numeric_limits<std::int32_t>::max();
    if (shifts.empty() || shifts.least < -kFarthest || shifts.greatest > kFarthest) return;
    Field following;
    following.minimum = zigzag(static_cast<std::int32_t>(shifts.least));
    following.widths = {width_of(following.minimum),
                        width_of(static_cast<std::uint32_t>(shifts.greatest - shifts.least))};
    const auto count = static_cast<unsigned>(originals.size());
    if (following.bits(count) >= field.bits(count)) return;
    field = following;
    follow = true;
    shift = static_cast<std::int32_t>(shifts.least);
  }

  [[nodiscard]] std::uint32_t distance(std::uint32_t original, std::uint32_t generated) const noexcept {
    return follow ? original - generated - static_cast<std::uint32_t>(shift) : original - field.minimum;
  }
};

// Original lines and sources, once for each run of neighbouring mappings that share them.
struct Runs {
  struct Run {
    std::uint32_t line;
    std::uint32_t source;
  };
  std::array<Run, kBlockSize> items;
  unsigned count = 0;
  std::uint64_t starts = 0;  // bit i: mapping i begins a run, the first left out
  Field line, source;

  Runs(std::span<const OriginalRecord> originals, std::uint64_t unmapped) noexcept {
    for (unsigned i = 0; i < originals.size(); ++i) {
      if (has(unmapped, i)) continue;
      const OriginalRecord& original = originals[i];
      if (count != 0) {
        const Run& last = items[count - 1];
        if (last.line == original.line && last.source == original.source) continue;
        starts |= std::uint64_t{1} << i;
      }
      items[count++] = {original.line, original.source};
    }
    if (count == 0) items[count++] = {0, 0};  // nothing is mapped; the layout has one run all the same
    Extent<std::uint32_t> lines;
    Extent<std::uint32_t> sources;
    for (unsigned i = 0; i < count; ++i) {
      lines.add(items[i].line);
      sources.add(items[i].source);
    }
    line = Field(lines);
    source = Field(sources);
  }
};

// Names: each as it is, or as a place in the list of the block's distinct ones.
struct Names {
  std::array<std::uint32_t, kBlockSize> list;   // distinct, in the order in which they first come
  std::array<std::uint32_t, kBlockSize> codes;  // places in the list, for each named mapping
  unsigned distinct = 0;
  unsigned named = 0;
  unsigned code_width = 0;  // 0: no list is stored
  Field field;

  // `last_codes` tells of every name where it was last listed, as `tag` plus its place plus one; `tag`
  // is greater than what any block before can have left there.
  Names(std::span<const OriginalRecord> originals, std::uint64_t mask, std::uint32_t tag,
        std::vector<std::uint32_t>& last_codes) noexcept {
    Extent<std::uint32_t> names;
    for (; mask != 0; mask &= mask - 1) {
      const std::uint32_t name = originals[static_cast<unsigned>(std::countr_zero(mask))].name;
      std::uint32_t& code = last_codes[name];
      if (code <= tag) {
        list[distinct] = name;
        code = tag + ++distinct;
        names.add(name);
      }
      codes[named++] = code - tag - 1;
    }
    field = Field(names);
    const unsigned width = distinct == 0 ? 0 : width_of(distinct - 1);
    if (distinct * field.widths.width + named * width < named * field.widths.width) code_width = width;
  }
};

}  // namespace

void BlockPacker::begin_line(std::uint32_t line) {
  pass_boundaries(line);
  start_line(line);
  last_line_ = line;
}

void BlockPacker::start_line(std::uint32_t line) {
  line_start_ = end_position();
  line_ = line;
  has_line_ = true;
  lines_.add(line, line_start_);
}

// Gives the boundaries of lines before `line` their room: on the line that is behind now, and on lines
// without mappings.
void BlockPacker::pass_boundaries(std::uint64_t line) {
  for (; !boundaries_.empty() && boundaries_.front().line < line; boundaries_ = boundaries_.subspan(1)) {
    BoundaryLine& boundary = boundaries_.front();
    if (!has_line_ || boundary.line != line_) {
      start_line(boundary.line);
      column_ = 0;
    }
    boundary.start = line_start_;
    column_ = std::max(column_, boundary.last_column);
  }
}

void BlockPacker::finish() {
  if (count_ % kBlockSize != 0) pack(count_ % kBlockSize);
  pass_boundaries(std::uint64_t{1} << 32);
  lines_.finish(end_position());
  offsets_.push_back(static_cast<std::uint32_t>(blocks_.size()));
  const std::array<std::byte, kTailPadding> padding{};
  blocks_.append(padding.data(), padding.size());
}

void BlockPacker::pack(unsigned count) {
  const std::span originals(originals_.data(), count);
  const std::span generated(columns_.data(), count);
  const std::span positions(positions_.data(), count);
  const std::uint64_t key = positions[0];
  for (std::uint64_t& position : positions) position -= key;

  BlockMasks masks;
  for (unsigned i = 0; i < count; ++i) {
    masks.unmapped |= std::uint64_t{originals[i].source == kAbsent} << i;
    masks.named |= std::uint64_t{originals[i].name != kAbsent} << i;
  }
  const Columns columns(originals, generated, masks.unmapped);
  const Runs runs(originals, masks.unmapped);
  const Names names(originals, masks.named, static_cast<std::uint32_t>(keys_.size()) * kBlockSize, code_of_name_);
  masks.runs = runs.starts;
  masks.ranges = ranges_;

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
  std::byte* const out = blocks_.grow(kMaxBlockSize);
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
  for (const std::uint64_t position : positions) {
    writer.put(position & low_mask(block.key_low_width), block.key_low_width);
  }
  for (unsigned i = 0; i < count; ++i) {
    const bool mapped = !has(masks.unmapped, i);
    writer.put(mapped ? columns.distance(originals[i].column, generated[i]) : 0, block.column.width);
  }
  for (unsigned i = 0; i < runs.count; ++i) writer.put(runs.items[i].line - runs.line.minimum, block.line.width);
  for (unsigned i = 0; i < runs.count; ++i) writer.put(runs.items[i].source - runs.source.minimum, block.source.width);
  const auto put_name = [&](unsigned listed) {
    writer.put(names.list[listed] - names.field.minimum, block.name.width);
  };
  if (names.code_width != 0) {
    for (unsigned i = 0; i < names.named; ++i) writer.put(names.codes[i], names.code_width);
    for (unsigned i = 0; i < names.distinct; ++i) put_name(i);
  } else {
    for (unsigned i = 0; i < names.named; ++i) put_name(names.codes[i]);
  }

  keys_.push_back(key);
  offsets_.push_back(static_cast<std::uint32_t>(blocks_.size()));
  blocks_.commit(static_cast<std::size_t>(writer.finish() - out));
  ranges_ = 0;
}

}  // namespace smcache::detail
