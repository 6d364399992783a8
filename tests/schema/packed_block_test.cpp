#include "schema/packed_block.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <utility>
#include <vector>

#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

namespace {

// What the layout says of one mapping, field by field.
OriginalRecord read_by_layout(const std::byte* at, unsigned count, unsigned index, std::uint32_t generated_column) {
  const BlockDescriptor block = BlockDescriptor::from_word(load_u64(at));
  BlockMasks masks;
  const std::byte* next = at + kMasksByte;
  for (const auto& [present, mask] :
       {std::pair{block.has_runs, &masks.runs}, std::pair{block.has_names, &masks.named},
        std::pair{block.has_unmapped, &masks.unmapped}, std::pair{block.has_ranges, &masks.ranges}}) {
    if (!present) continue;
    *mask = load_u64(next);
    next += 8;
  }
  OriginalRecord record;
  if ((masks.unmapped >> index & 1) != 0) return record;
  const BlockLayout layout(block, masks, count);
  const auto bits = [&](std::size_t bit, unsigned width) {
    return static_cast<std::uint32_t>(read_bits(at, bit, width));
  };
  const std::uint64_t upto = ~std::uint64_t{0} >> (63 - index);
  const unsigned run = bit_count(masks.runs & upto);
  record.line = bits(layout.line_minimum, block.line.minimum_width) +
                bits(layout.lines + run * block.line.width, block.line.width);
  record.source = bits(layout.source_minimum, block.source.minimum_width) +
                  bits(layout.sources + run * block.source.width, block.source.width);
  record.column = bits(layout.column_minimum, block.column.minimum_width);
  if (block.column_follows) record.column = static_cast<std::uint32_t>(unzigzag(record.column)) + generated_column;
  record.column += bits(layout.columns + index * block.column.width, block.column.width);
  if ((masks.named >> index & 1) == 0) return record;
  const unsigned rank = bit_count(masks.named & upto) - 1;
  std::size_t name = layout.names + rank * block.name.width;
  if (block.name_code_width != 0) {
    const std::uint32_t code = bits(layout.names + rank * block.name_code_width, block.name_code_width);
    name = layout.name_list + code * block.name.width;
  }
  record.name = bits(layout.name_minimum, block.name.minimum_width) + bits(name, block.name.width);
  return record;
}

}  // namespace

TEST_CASE("a descriptor survives its word") {
  Random random(smcache::test::seed());
  const auto width = [&random] { return static_cast<unsigned>(random.below(64)); };
  for (std::uint64_t round = 0; round < smcache::test::rounds(500); ++round) {
    BlockDescriptor written;
    written.key_low_width = width();
    for (FieldWidths* field : {&written.column, &written.line, &written.source, &written.name})
      *field = {width(), width()};
    written.name_code_width = static_cast<unsigned>(random.below(8));
    for (bool* flag :
         {&written.has_runs, &written.has_names, &written.has_unmapped, &written.has_ranges, &written.column_follows}) {
      *flag = random.chance(0.5);
    }
    const BlockDescriptor read = BlockDescriptor::from_word(written.to_word());
    CHECK(read.to_word() == written.to_word());
    CHECK(read.key_low_width == written.key_low_width);
    CHECK(read.name.width == written.name.width);
    CHECK(read.name_code_width == written.name_code_width);
    CHECK(read.has_ranges == written.has_ranges);
    CHECK(read.column_follows == written.column_follows);
    CHECK((written.to_word() & kDescriptorReservedBits) == 0);
  }
}

TEST_CASE("any bytes may be looked at as a block, and what passes for one is read within its bounds") {
  Random random(smcache::test::seed());
  std::uint64_t fitting = 0;
  for (std::uint64_t round = 0; round < smcache::test::rounds(20000); ++round) {
    const auto size = static_cast<std::size_t>(random.between(0, 700));
    const auto count = static_cast<unsigned>(random.between(1, 64));
    // A buffer of its own and no longer than promised: a sanitizer sees any read outside.
    std::vector<std::byte> bytes(size + kTailPadding);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.below(256));
    // Widths of all sizes rarely fit: make most of them small.
    std::uint64_t word = load_u64(bytes.data()) & ~kDescriptorReservedBits;
    if (random.chance(0.9)) word &= ~std::uint64_t{0} << 57 | 0x00'71'C7'1C'71'C7'1C'71;
    std::memcpy(bytes.data(), &word, sizeof word);
    const PackedBlock block(bytes.data(), size, count);
    if (!block.fits()) continue;
    ++fitting;
    for (unsigned i = 0; i < count; ++i) {
      static_cast<void>(block.keys()[i]);
      const OriginalRecord original = block.original(i, 17);
      if (original.name == kAbsent - 1) continue;  // what a name past the block's end is said to be
      const OriginalRecord expected = read_by_layout(bytes.data(), count, i, 17);
      CHECK(original.source == expected.source);
      CHECK(original.line == expected.line);
      CHECK(original.column == expected.column);
      CHECK(original.name == expected.name);
      static_cast<void>(block.is_range(i));
    }
    static_cast<void>(block.keys().last_at_or_below(random.below(~std::uint64_t{0})));
  }
  CHECK(fitting > 0);
}

TEST_CASE("a block with a reserved bit, or too short for its fields, does not fit") {
  std::vector<std::byte> bytes(1000);
  const auto fits = [&bytes](std::size_t size, unsigned count) {
    return PackedBlock(bytes.data(), size, count).fits();
  };
  CHECK(fits(24, 1));
  CHECK_FALSE(fits(23, 1));
  bytes[0] = std::byte{56};  // the width of the key's low part
  CHECK(fits(24 + 7, 1));
  CHECK_FALSE(fits(24 + 6, 1));
  CHECK(fits(24 + 2 * 7, 2));
  bytes[7] = std::byte{0x80};
  CHECK_FALSE(fits(900, 1));
}
