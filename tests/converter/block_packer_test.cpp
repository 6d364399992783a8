#include "converter/block_packer.hpp"

#include <catch2/catch.hpp>

#include "schema/packed_block.hpp"
#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

namespace {

std::span<const std::byte> block_of(const BlockPacker& packer, std::size_t number) {
  const auto begin = packer.offsets()[number];
  return packer.blocks().bytes().subspan(begin, packer.offsets()[number + 1] - begin);
}

MappingRecord at_column(std::uint32_t column, std::uint32_t line = 0) {
  MappingRecord record;
  record.line = line;
  record.column = column;
  return record;
}

bool same(const OriginalRecord& a, const OriginalRecord& b) {
  const bool both_unmapped = a.source == kAbsent && b.source == kAbsent;
  return both_unmapped || (a.source == b.source && a.line == b.line && a.column == b.column && a.name == b.name);
}

std::uint32_t any(Random& random) {
  return static_cast<std::uint32_t>(random.below(std::uint64_t{1} << random.below(33)));
}

}  // namespace

TEST_CASE("what is packed is read back, field by field, whatever the numbers") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(300); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    Random random(smcache::test::seed() + round);
    const double unmapped = random.chance(0.5) ? 0 : 0.5;
    const double named = random.chance(0.3) ? 0 : 0.7;
    const std::uint32_t names = random.chance(0.5) ? 5 : 100000;
    const bool follows = random.chance(0.3);
    BlockPacker packer(names);
    std::vector<MappingRecord> records;
    std::uint32_t column = 0;
    for (auto count = random.below(200); count > 0; --count) {
      column += static_cast<std::uint32_t>(random.below(random.chance(0.05) ? 1000000 : 30));
      MappingRecord record = at_column(column);
      if (!random.chance(unmapped)) {
        record.original = {any(random) & 0x7FFFFFFF, any(random), follows ? column + 5 : any(random), kAbsent};
        if (random.chance(named)) record.original.name = static_cast<std::uint32_t>(random.below(names));
        if (random.chance(0.5) && !records.empty() && records.back().original.source != kAbsent) {
          record.original.source = records.back().original.source;
          record.original.line = records.back().original.line;
        }
      }
      record.is_range = random.chance(0.05);
      REQUIRE(packer.add(record));
      records.push_back(record);
    }
    packer.finish();

    REQUIRE(packer.mapping_count() == records.size());
    REQUIRE(packer.offsets().size() == packer.keys().size() + 1);
    CHECK(packer.blocks().size() == packer.offsets().back() + kTailPadding);
    bool right = true;
    for (std::size_t i = 0; i < records.size(); ++i) {
      const auto bytes = block_of(packer, i / kBlockSize);
      const auto count =
          static_cast<unsigned>(std::min<std::size_t>(kBlockSize, records.size() - i / kBlockSize * kBlockSize));
      const PackedBlock block(bytes.data(), bytes.size(), count);
      const auto in_block = static_cast<unsigned>(i % kBlockSize);
      right = right && block.fits() && packer.keys()[i / kBlockSize] + block.keys()[in_block] == records[i].column &&
              same(block.original(in_block, records[i].column), records[i].original) &&
              block.is_range(in_block) == records[i].is_range;
    }
    CHECK(right);
  }
}

TEST_CASE("a mapping before the last one of its line is not taken") {
  BlockPacker packer(0);
  CHECK(packer.add(at_column(5)));
  CHECK_FALSE(packer.add(at_column(4)));
  CHECK(packer.add(at_column(5)));
  CHECK(packer.add(at_column(0, 1)));
  packer.finish();
  CHECK(packer.mapping_count() == 3);
  CHECK(packer.line_count() == 2);
}

TEST_CASE("nothing packs to no blocks") {
  BlockPacker packer(0);
  packer.finish();
  CHECK(packer.mapping_count() == 0);
  CHECK(packer.line_count() == 0);
  CHECK(packer.end_position() == 0);
  CHECK(packer.keys().empty());
  CHECK(packer.offsets().size() == 1);
}

TEST_CASE("code that kept its layout packs into less than code whose columns are anywhere") {
  const auto packed_size = [](auto column_of) {
    BlockPacker packer(0);
    for (std::uint32_t i = 0; i < 64; ++i) {
      MappingRecord record = at_column(i * 10);
      record.original = {0, i, column_of(i), kAbsent};
      packer.add(record);
    }
    packer.finish();
    return packer.blocks().size();
  };
  const auto follows = packed_size([](std::uint32_t i) { return i * 10 + 3; });
  const auto anywhere = packed_size([](std::uint32_t i) { return i * 7919 % 640; });
  CHECK(follows + 60 < anywhere);
}

TEST_CASE("names that come again pack into less than names of their own") {
  const auto packed_size = [](auto name_of) {
    BlockPacker packer(100000);
    for (std::uint32_t i = 0; i < 64; ++i) {
      MappingRecord record = at_column(i);
      record.original = {0, 0, 0, name_of(i)};
      packer.add(record);
    }
    packer.finish();
    return packer.blocks().size();
  };
  const auto again = packed_size([](std::uint32_t i) { return i % 4 * 20000; });
  const auto own = packed_size([](std::uint32_t i) { return i * 1500; });
  CHECK(again + 80 < own);
}

TEST_CASE("the last line that can be is counted as the one before") {
  BlockPacker packer(0);
  CHECK(packer.add(at_column(0, 0xFFFFFFFE)));
  CHECK(packer.line_count() == 0xFFFFFFFF);
  CHECK(packer.add(at_column(0, 0xFFFFFFFF)));
  CHECK(packer.line_count() == 0xFFFFFFFF);
}
