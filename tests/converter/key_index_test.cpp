#include "converter/key_index.hpp"

#include <catch2/catch.hpp>

#include "schema/format.hpp"
#include "schema/key_levels.hpp"

using namespace smcache::detail;

namespace {

std::vector<std::uint64_t> keys_up_to(std::uint32_t count, std::uint64_t step) {
  std::vector<std::uint64_t> keys;
  for (std::uint32_t i = 0; i < count; ++i) keys.push_back(i * step);
  return keys;
}

}  // namespace

TEST_CASE("no keys take no room") {
  const KeyIndex index({});
  CHECK(index.narrow().empty());
  CHECK(index.wide().empty());
  CHECK(index.byte_size() == 0);
}

TEST_CASE("keys of 32 bits make a tree: each level every sixteenth key of the one below, filled up") {
  for (const std::uint32_t count : {1U, 16U, 17U, 300U, 5000U}) {
    INFO(count << " keys");
    const KeyIndex index(keys_up_to(count, 7));
    const KeyLevels levels(count);
    REQUIRE(index.narrow().size() == levels.total);
    CHECK(index.wide().empty());
    bool right = true;
    std::uint32_t stride = 1;
    for (unsigned level = 0; level < levels.count; ++level, stride *= kIndexFanout) {
      for (std::uint32_t i = 0; i < levels.sizes[level]; ++i) {
        right = right && index.narrow()[levels.offsets[level] + i] == i * stride * 7;
      }
      const std::uint32_t end = level == 0 ? levels.total : levels.offsets[level - 1];
      for (std::uint32_t i = levels.offsets[level] + levels.sizes[level]; i < end; ++i) {
        right = right && index.narrow()[i] == kKeyFiller;
      }
    }
    CHECK(right);
  }
}

TEST_CASE("one key past 32 bits makes all of them wide") {
  const auto narrow = std::vector<std::uint64_t>{0, kMaxNarrowKey};
  CHECK(KeyIndex(narrow).wide().empty());
  const auto wide = std::vector<std::uint64_t>{0, kMaxNarrowKey + 1};
  CHECK(KeyIndex(wide).wide() == wide);
  CHECK(KeyIndex(wide).narrow().empty());
}
