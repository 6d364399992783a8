#include "schema/key_levels.hpp"

#include <catch2/catch.hpp>

using smcache::detail::KeyLevels;

TEST_CASE("no blocks have no levels") {
  CHECK(KeyLevels(0).count == 0);
  CHECK(KeyLevels(0).total == 0);
}

TEST_CASE("up to sixteen blocks take one level, filled up to sixteen keys") {
  for (const unsigned blocks : {1U, 15U, 16U}) {
    CHECK(KeyLevels(blocks).count == 1);
    CHECK(KeyLevels(blocks).total == 16);
  }
}

TEST_CASE("each level has every sixteenth key of the one below, the top one at most sixteen") {
  for (const unsigned blocks : {17U, 256U, 257U, 4096U, 4097U, 100000U, 0x10000000U}) {
    const KeyLevels levels(blocks);
    INFO(blocks << " blocks");
    CHECK(levels.sizes[0] == blocks);
    CHECK(levels.sizes[levels.count - 1] <= 16);
    CHECK(levels.offsets[levels.count - 1] == 0);
    for (unsigned level = 1; level < levels.count; ++level) {
      CHECK(levels.sizes[level] == (levels.sizes[level - 1] + 15) / 16);
      CHECK(levels.offsets[level - 1] == levels.offsets[level] + (levels.sizes[level] + 15) / 16 * 16);
    }
    CHECK(levels.total == levels.offsets[0] + (blocks + 15) / 16 * 16);
  }
}
