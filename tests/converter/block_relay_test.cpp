#include "converter/block_relay.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <future>
#include <utility>
#include <vector>

#include "tests/support/seed.hpp"

using namespace smcache::detail;
using smcache::test::Random;

namespace {

void fill(OpenBlock& block, unsigned count, Random& random) {
  std::uint64_t position = random.below(1000);
  for (unsigned i = 0; i < count; ++i) {
    position += random.below(50);
    block.positions[i] = position;
    block.columns[i] = static_cast<std::uint32_t>(position);
    block.sources[i] = static_cast<std::uint32_t>(random.below(5));
    block.original_lines[i] = static_cast<std::uint32_t>(random.below(500));
    block.original_columns[i] = static_cast<std::uint32_t>(random.below(200));
    block.names[i] = static_cast<std::uint32_t>(random.below(40));
  }
  if (random.chance(0.1)) block.ranges = random.below(std::uint64_t{1} << (count - 1)) | 1;
}

// Blocks by the same seed; `between` is called before block number i is filled.
template <typename Between>
PackedBlocks relayed(SecondThread* thread, unsigned full_blocks, unsigned last_count, Between between) {
  Random random(smcache::test::seed());
  PackedBlocks blocks(40);
  BlockRelay relay(blocks, thread);
  for (unsigned i = 0; i < full_blocks; ++i) {
    between(i);
    fill(relay.open(), kBlockSize, random);
    relay.close(kBlockSize);
  }
  if (last_count != 0) {
    fill(relay.open(), last_count, random);
    relay.close(last_count);
  }
  relay.finish();
  return blocks;
}

bool same(const PackedBlocks& a, const PackedBlocks& b) {
  return a.keys() == b.keys() && a.offsets() == b.offsets() && std::ranges::equal(a.bytes().bytes(), b.bytes().bytes());
}

void nothing(unsigned /*block*/) {}

}  // namespace

TEST_CASE("blocks are packed in the same way by the second thread and without it") {
  for (const unsigned full : {0U, 1U, 63U, 64U, 65U, 200U, 1000U}) {
    for (const unsigned last : {0U, 1U, 63U}) {
      const PackedBlocks alone = relayed(nullptr, full, last, nothing);
      CHECK(alone.keys().size() == full + (last == 0 ? 0 : 1));
      SecondThread thread(true);
      CHECK(same(alone, relayed(&thread, full, last, nothing)));
    }
  }
}

TEST_CASE("a second thread that is free late, or never, packs what is left then") {
  const PackedBlocks alone = relayed(nullptr, 1000, 7, nothing);
  for (const unsigned free_at : {0U, 1U, 500U, 999U, 1000U}) {
    SecondThread thread(true);
    std::promise<void> free;
    Task<void> busy = thread.begin([&] { free.get_future().wait(); });
    const auto set_free = [&](unsigned block) {
      if (block == free_at) free.set_value();
    };
    CHECK(same(alone, relayed(&thread, 1000, 7, set_free)));
    if (free_at == 1000) free.set_value();
    busy.wait();
  }
}

TEST_CASE("a relay that is given up leaves the second thread free") {
  SecondThread thread(true);
  for (int round = 0; round < 20; ++round) {
    Random random(smcache::test::seed());
    PackedBlocks blocks(40);
    BlockRelay relay(blocks, &thread);
    for (int i = 0; i < 10 * round; ++i) {
      fill(relay.open(), kBlockSize, random);
      relay.close(kBlockSize);
    }
  }
  CHECK(thread.begin([] { return 1; }).get() == 1);
}
