// What is built for several instruction sets does the same in each build.
#include "converter/processor_code.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <vector>

#include "schema/block_layout.hpp"
#include "schema/processor.hpp"
#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

TEST_CASE("XXH3 is that of the xxHash library") {
  // As the Python package xxhash has them.
  const std::string_view text = "smcache";
  for (const HashCode& code : {kPortableHash, hash_code()}) {
    CHECK(code.xxh3_64(text.data(), text.size()) == 0xF1C47264C1754613);
    CHECK(code.xxh3_128(text.data(), text.size()) ==
          std::array<std::uint64_t, 2>{0xB932201FA7615447, 0x3A4B9D94FEBCF58A});
  }
}

#ifdef SMCACHE_HAS_X86_64_V3

namespace {

bool has_both_builds() {
  if (!runs_v3()) WARN("this processor runs one build only: there is nothing to compare");
  return runs_v3();
}

OpenBlock random_block(Random& random, std::uint32_t name_count) {
  OpenBlock block;
  const bool all_mapped = random.chance(0.5);
  const bool follows = random.chance(0.3);
  const unsigned column_bits = static_cast<unsigned>(random.between(1, 31));
  OriginalRecord original{0, 0, 0, kAbsent};
  std::uint64_t position = random.below(std::uint64_t{1} << 40);
  for (unsigned i = 0; i < kBlockSize; ++i) {
    position += random.below(random.chance(0.05) ? 1000000 : 30);
    block.positions[i] = position;
    block.columns[i] = static_cast<std::uint32_t>(position & 0x7FFFFFFF);
    if (random.chance(0.4)) {
      original.source = static_cast<std::uint32_t>(random.below(1000));
      original.line = static_cast<std::uint32_t>(random.below(100000));
    }
    original.column =
        follows ? block.columns[i] + 7 : static_cast<std::uint32_t>(random.below(std::uint64_t{1} << column_bits));
    original.name = random.chance(0.5) ? static_cast<std::uint32_t>(random.below(name_count)) : kAbsent;
    const OriginalRecord stored = all_mapped || random.chance(0.9) ? original : OriginalRecord{};
    block.sources[i] = stored.source;
    block.original_lines[i] = stored.line;
    block.original_columns[i] = stored.column;
    block.names[i] = stored.name;
  }
  block.ranges = random.chance(0.2) ? random.below(std::uint64_t{1} << 63) : 0;
  return block;
}

}  // namespace

TEST_CASE("blocks are packed to the same bytes by every build") {
  if (!has_both_builds()) return;
  for (std::uint64_t round = 0; round < smcache::test::rounds(300); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    Random random(smcache::test::seed() + round);
    const auto name_count = static_cast<std::uint32_t>(random.chance(0.5) ? 10 : 100000);
    std::vector<std::uint32_t> portable_codes(name_count);
    std::vector<std::uint32_t> v3_codes(name_count);
    for (std::uint32_t number = 0; number < 3; ++number) {
      OpenBlock portable = random_block(random, name_count);
      OpenBlock v3 = portable;
      const auto count = static_cast<unsigned>(random.chance(0.7) ? kBlockSize : random.between(1, kBlockSize));
      // As many bits as there are mappings.
      portable.ranges = v3.ranges &= ~std::uint64_t{0} >> (kBlockSize - count);
      std::vector<std::byte> portable_bytes(kMaxBlockSize);
      std::vector<std::byte> v3_bytes(kMaxBlockSize);
      const std::uint32_t tag = number * kBlockSize;
      portable_bytes.resize(kPortableEncodeBlock(portable, count, {portable_codes.data(), tag}, portable_bytes.data()));
      v3_bytes.resize(kV3EncodeBlock(v3, count, {v3_codes.data(), tag}, v3_bytes.data()));
      CHECK(portable_bytes == v3_bytes);
    }
    CHECK(portable_codes == v3_codes);
  }
}

TEST_CASE("hashes are the same in every build, whatever the length") {
  if (!has_both_builds()) return;
  Random random(smcache::test::seed());
  std::vector<std::uint8_t> bytes(5000);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
  for (std::size_t size = 0; size <= bytes.size(); size += size < 600 ? 1 : 97) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() << ", size " << size);
    CHECK(kPortableHash.xxh3_64(bytes.data(), size) == kV3Hash.xxh3_64(bytes.data(), size));
    CHECK(kPortableHash.xxh3_128(bytes.data(), size) == kV3Hash.xxh3_128(bytes.data(), size));
  }
}

#endif
