#include "converter/line_table.hpp"

#include <catch2/catch.hpp>
#include <cstring>

#include "tests/support/seed.hpp"

using namespace smcache::detail;

namespace {

// Where a line starts, read from the built pages as spec.md says.
std::uint64_t start_of(const LineTableBuilder& table, std::size_t page, unsigned line) {
  const LinePageRecord& at = table.pages()[page];
  const unsigned width = table.pages()[page + 1].low_words - at.low_words;
  std::vector<std::uint64_t> lows(table.lows().begin() + at.low_words, table.lows().begin() + at.low_words + width);
  lows.push_back(0);
  return at.start + EliasFano(at.high, reinterpret_cast<const std::byte*>(lows.data()), 0, width, kBlockSize)[line];
}

}  // namespace

TEST_CASE("an empty table is one page of no lines") {
  LineTableBuilder table;
  table.finish(0);
  REQUIRE(table.pages().size() == 1);
  CHECK(table.pages()[0].start == 0);
}

TEST_CASE("every line starts where the line before ended, also lines that were not added") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(100); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    LineTableBuilder table;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> added;  // line, start
    std::uint32_t line = 0;
    std::uint64_t position = 0;
    for (auto count = random.below(200) + 1; count > 0; --count) {
      line += static_cast<std::uint32_t>(random.chance(0.05) ? random.below(1000) : random.below(3));
      if (!added.empty() && added.back().first == line) continue;
      added.emplace_back(line, position);
      table.add(line, position);
      position += random.chance(0.1) ? random.below(std::uint64_t{1} << 33) + 1 : random.below(100) + 1;
    }
    table.finish(position);

    const auto& pages = table.pages();
    CHECK(pages.back().start == position);
    bool right = true;
    std::size_t next = 0;  // of the added lines
    for (std::size_t page = 0; page + 1 < pages.size(); ++page) {
      for (unsigned i = 0; i < kBlockSize; ++i) {
        const std::uint32_t number = pages[page].number * kBlockSize + i;
        while (next < added.size() && added[next].first < number) ++next;
        const std::uint64_t expected = next < added.size() ? added[next].second : position;
        right = right && start_of(table, page, i) == expected;
      }
    }
    CHECK(right);
  }
}

TEST_CASE("pages are there for lines with mappings alone") {
  LineTableBuilder table;
  table.add(3, 0);
  table.add(1000000, 10);
  table.finish(20);
  REQUIRE(table.pages().size() == 3);
  CHECK(table.pages()[0].number == 0);
  CHECK(table.pages()[1].number == 1000000 / 64);
  CHECK(start_of(table, 0, 3) == 0);
  CHECK(start_of(table, 0, 4) == 10);
  CHECK(start_of(table, 1, 1000000 % 64) == 10);
  CHECK(start_of(table, 1, 63) == 20);
}
