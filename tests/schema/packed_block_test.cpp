#include "schema/packed_block.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

TEST_CASE("widths of 31 bits are stored as 32, all others as they are") {
  CHECK(storable_width(0) == 0);
  CHECK(storable_width(1) == 1);
  CHECK(storable_width(0x3FFFFFFF) == 30);
  CHECK(storable_width(0x40000000) == 32);
  CHECK(storable_width(0xFFFFFFFF) == 32);
}

TEST_CASE("a descriptor survives its word") {
  Random random(smcache::test::seed());
  const auto width = [&random] {
    const auto value = static_cast<unsigned>(random.below(32));
    return value == 31 ? 32U : value;
  };
  for (std::uint64_t round = 0; round < smcache::test::rounds(500); ++round) {
    BlockDescriptor written;
    written.key_low_width = static_cast<unsigned>(random.below(57));
    for (FieldWidths* field : {&written.column, &written.line, &written.source, &written.name})
      *field = {width(), width()};
    written.dictionary_size = static_cast<unsigned>(random.below(64));
    for (bool* flag :
         {&written.has_runs, &written.has_names, &written.has_unmapped, &written.has_ranges, &written.column_follows}) {
      *flag = random.chance(0.5);
    }
    const BlockDescriptor read = BlockDescriptor::from_word(written.to_word());
    CHECK(read == written);
    CHECK(read.name.width == written.name.width);
    CHECK(read.column_follows == written.column_follows);
    CHECK((written.to_word() & kDescriptorReservedBits) == 0);
  }
}

TEST_CASE("bytes that pass for a block are read within their bounds") {
  Random random(smcache::test::seed());
  std::uint64_t opened = 0;
  for (std::uint64_t round = 0; round < smcache::test::rounds(20000); ++round) {
    const auto size = static_cast<std::size_t>(random.between(0, 700));
    const auto count = static_cast<unsigned>(random.between(1, 64));
    // A buffer of its own and no longer than promised: a sanitizer sees any read outside.
    std::vector<std::byte> bytes(size + kTailPadding);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.below(256));
    if (size >= 8) {  // most random words are no descriptors: make this one more likely to be
      const std::uint64_t word = load_u64(bytes.data()) & ~kDescriptorReservedBits & ~std::uint64_t{0x30};
      std::memcpy(bytes.data(), &word, sizeof word);
    }
    const auto block = PackedBlock::open(bytes.data(), size, count);
    if (!block) continue;
    ++opened;
    for (unsigned i = 0; i < count; ++i) {
      static_cast<void>(block->keys()[i]);
      static_cast<void>(block->original(i, 17));
      static_cast<void>(block->is_range(i));
    }
    static_cast<void>(block->keys().last_at_or_below(random.below(~std::uint64_t{0})));
  }
  CHECK(opened > 0);
}

TEST_CASE("a block with a reserved bit, or too short for its fields, is none") {
  std::vector<std::byte> bytes(1000);
  CHECK(PackedBlock::open(bytes.data(), 24, 1).has_value());
  CHECK_FALSE(PackedBlock::open(bytes.data(), 23, 1).has_value());
  bytes[7] = std::byte{0x80};
  CHECK_FALSE(PackedBlock::open(bytes.data(), 900, 1).has_value());
  bytes[7] = std::byte{0};
  bytes[0] = std::byte{57};  // wider low parts than one load can read
  CHECK_FALSE(PackedBlock::open(bytes.data(), 900, 1).has_value());
  bytes[0] = std::byte{56};
  CHECK(PackedBlock::open(bytes.data(), 24 + 7, 1).has_value());
  CHECK_FALSE(PackedBlock::open(bytes.data(), 24 + 6, 1).has_value());
}
