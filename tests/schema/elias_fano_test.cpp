#include "schema/elias_fano.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <vector>

#include "converter/bit_writer.hpp"
#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

namespace {

// A sequence, packed with its low parts `low_bit` bits behind the start of the bytes.
struct Packed {
  Packed(std::vector<std::uint64_t> numbers, unsigned low_bit) : values(std::move(numbers)), bytes(600) {
    const unsigned width = elias_fano_low_width(values.back());
    BitWriter writer(bytes.data());
    writer.put(0, low_bit);
    for (const std::uint64_t value : values) writer.put(value & low_mask(width), width);
    reader.emplace(elias_fano_high(values, width), bytes.data(), low_bit, width, static_cast<unsigned>(values.size()));
  }
  Packed(const Packed&) = delete;
  Packed& operator=(const Packed&) = delete;

  // The oracle: a linear scan.
  [[nodiscard]] EliasFano::Element scan(std::uint64_t limit) const {
    unsigned last = 0;
    for (unsigned i = 0; i < values.size(); ++i) {
      if (values[i] <= limit) last = i;
    }
    return {last, values[last]};
  }

  std::vector<std::uint64_t> values;
  std::vector<std::byte> bytes;
  std::optional<EliasFano> reader;
};

std::vector<std::uint64_t> random_values(Random& random) {
  std::vector<std::uint64_t> values{0};
  const std::uint64_t step = std::uint64_t{1} << random.below(50);
  for (auto more = random.below(64); more > 0; --more) {
    values.push_back(values.back() + (random.chance(0.3) ? 0 : random.below(random.chance(0.05) ? step * 16 : step)));
  }
  return values;
}

}  // namespace

TEST_CASE("every value of a packed sequence is read back, and searches agree with a linear scan") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(500); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    Random random(smcache::test::seed() + round);
    const Packed packed(random_values(random), static_cast<unsigned>(random.below(50)));
    bool same = true;
    std::vector<std::uint64_t> limits = {0, packed.values.back(), packed.values.back() * 2 + 1, kMaxLinearPosition};
    for (unsigned i = 0; i < packed.values.size(); ++i) {
      same = same && (*packed.reader)[i] == packed.values[i];
      limits.insert(limits.end(),
                    {packed.values[i], packed.values[i] + 1, packed.values[i] - (packed.values[i] == 0 ? 0 : 1)});
    }
    CHECK(same);
    std::vector<std::uint64_t> unpacked(packed.values.size());
    packed.reader->unpack(unpacked);
    CHECK(unpacked == packed.values);
    for (const std::uint64_t limit : limits) {
      const auto expected = packed.scan(limit);
      const auto actual = packed.reader->last_at_or_below(limit);
      if (actual.index != expected.index || actual.value != expected.value) {
        FAIL("below " << limit << ": value " << actual.index << " instead of " << expected.index);
      }
    }
  }
}

TEST_CASE("sixty-four equal values are told apart by nothing but their place") {
  const Packed packed(std::vector<std::uint64_t>(64, 0), 3);
  CHECK(packed.reader->last_at_or_below(7).index == 63);
  CHECK(packed.reader->last_at_or_below(0).index == 63);
  CHECK((*packed.reader)[63] == 0);
}

TEST_CASE("bits that no writer makes are read without leaving the low parts") {
  Random random(smcache::test::seed());
  for (std::uint64_t round = 0; round < smcache::test::rounds(2000); ++round) {
    const auto count = static_cast<unsigned>(random.between(1, 64));
    const auto width = static_cast<unsigned>(random.below(57));
    // Exactly the bytes that the promise names, so that a sanitizer sees any other read.
    std::vector<std::byte> bytes((count * width + 7) / 8 + 8, std::byte{0xA5});
    const EliasFanoHigh high{random.below(~std::uint64_t{0}), random.chance(0.5) ? 0 : random.below(~std::uint64_t{0})};
    const EliasFano reader(high, bytes.data(), 0, width, count);
    for (unsigned i = 0; i < count; ++i) static_cast<void>(reader[i]);
    for (int i = 0; i < 20; ++i) {
      const auto element = reader.last_at_or_below(random.below(~std::uint64_t{0}) >> random.below(64));
      if (element.index >= count) FAIL("index " << element.index << " of " << count);
    }
  }
  SUCCEED();
}
