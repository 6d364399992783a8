#include <catch2/catch.hpp>

#include "tests/oracle/source_map.hpp"

using namespace smcache::oracle;

namespace {

// Line 0: column 2 twice, column 8 unmapped; line 2: column 4, a range mapping.
SourceMap example() {
  SourceMap map;
  map.mappings = {{{0, 2}, Original{0, {10, 0}}, {}, false},
                  {{0, 2}, Original{0, {11, 0}}, {}, false},
                  {{0, 8}, {}, {}, false},
                  {{2, 4}, Original{0, {20, 5}}, {}, true}};
  return map;
}

}  // namespace

TEST_CASE("lookup finds the last mapping at or before the column") {
  const SourceMap map = example();
  CHECK(lookup(map, {0, 1}, false) == Answer{});
  CHECK(lookup(map, {0, 2}, false) == Answer{Found::found, 1, {11, 0}});
  CHECK(lookup(map, {0, 7}, false) == Answer{Found::found, 1, {11, 0}});
  CHECK(lookup(map, {0, 9}, false) == Answer{Found::unmapped, 2, {}});
  CHECK(lookup_all(map, {0, 7}, false) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("lookup stays on its line unless it is told otherwise") {
  const SourceMap map = example();
  CHECK(lookup(map, {1, 0}, false) == Answer{});
  CHECK(lookup(map, {1, 0}, true) == Answer{Found::unmapped, 2, {}});
}

TEST_CASE("a range mapping moves along and reaches over line ends") {
  const SourceMap map = example();
  CHECK(lookup(map, {2, 6}, false) == Answer{Found::found, 3, {20, 7}});
  CHECK(lookup(map, {5, 3}, false) == Answer{Found::found, 3, {23, 3}});
}

TEST_CASE("a section's start ends the mappings before it") {
  SourceMap map = example();
  map.sections = {{{0, 0}, 0, 0}, {{1, 0}, 3, 0}, {{3, 2}, 4, 0}};
  CHECK(lookup(map, {1, 0}, true) == Answer{});
  CHECK(lookup(map, {3, 1}, false) == Answer{Found::found, 3, {21, 1}});
  CHECK(lookup(map, {3, 2}, false) == Answer{});
}
