#include "schema/bits.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "converter/bit_writer.hpp"
#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

TEST_CASE("a low mask has as many bits as it is told") {
  CHECK(low_mask(0) == 0);
  CHECK(low_mask(1) == 1);
  CHECK(low_mask(63) == 0x7FFFFFFFFFFFFFFF);
}

TEST_CASE("bit fields written one behind the other are read back from where they stand") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(50); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    Random random(smcache::test::seed() + round);
    struct Field {
      std::uint64_t value;
      unsigned width;
    };
    std::vector<Field> fields;
    std::size_t bits = 0;
    for (auto count = random.below(200); count > 0; --count) {
      const auto width = static_cast<unsigned>(random.below(58));
      fields.push_back({random.below(std::uint64_t{1} << width), width});
      bits += width;
    }
    std::vector<std::byte> bytes(bits / 8 + 17, std::byte{0xFF});
    BitWriter writer(bytes.data());
    for (const Field& field : fields) writer.put(field.value, field.width);
    CHECK(writer.finish() == bytes.data() + (bits + 7) / 8);

    std::uint64_t at = 0;
    bool same = true;
    for (const Field& field : fields) {
      same = same && read_bits(bytes.data(), at, field.width) == field.value;
      at += field.width;
    }
    CHECK(same);
  }
}

TEST_CASE("numbers of one width that are written together are those that are written one by one") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(50); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    Random random(smcache::test::seed() + round);
    std::vector<std::byte> together(600);
    std::vector<std::byte> one_by_one(600);
    for (unsigned width = 0; width <= 57; ++width) {
      const auto count = static_cast<unsigned>(random.below(65));
      const auto before = static_cast<unsigned>(random.below(8));
      std::array<std::uint64_t, 64> numbers;
      for (std::uint64_t& number : numbers) number = random.below(std::uint64_t{1} << width);
      BitWriter all(together.data());
      BitWriter each(one_by_one.data());
      all.put(0, before);
      each.put(0, before);
      all.put_all(numbers, count, width);
      for (unsigned i = 0; i < count; ++i) each.put(numbers[i], width);
      const auto size = each.finish() - one_by_one.data();
      CHECK(all.finish() - together.data() == size);
      CHECK(std::equal(together.begin(), together.begin() + size, one_by_one.begin()));
    }
  }
}

TEST_CASE("the set bit of a rank is where counting bits one by one finds it") {
  Random random(smcache::test::seed());
  for (std::uint64_t round = 0; round < smcache::test::rounds(2000); ++round) {
    std::uint64_t word = random.below(std::numeric_limits<std::uint64_t>::max());
    if (random.chance(0.3)) word &= random.below(std::numeric_limits<std::uint64_t>::max());
    if (random.chance(0.1)) word = random.chance(0.5) ? 0 : ~std::uint64_t{0};
    INFO("word " << word);
    unsigned rank = 0;
    bool right = true;
    for (unsigned bit = 0; bit < 64; ++bit) {
      if ((word >> bit & 1) != 0) right = right && select_bit(word, rank++) == bit;
    }
    CHECK(right);
    CHECK(select_bit(word, rank) == 64);
    CHECK(select_bit(word, 64) == 64);
  }
}

TEST_CASE("zigzag keeps every value and puts small magnitudes first") {
  CHECK(zigzag(0) == 0);
  CHECK(zigzag(-1) == 1);
  CHECK(zigzag(1) == 2);
  constexpr std::int32_t kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t kGreatest = std::numeric_limits<std::int32_t>::max();
  for (const std::int32_t value : {0, 1, -1, 12345, -12345, kLeast, kLeast + 1, kGreatest}) {
    CHECK(unzigzag(zigzag(value)) == value);
  }
}
