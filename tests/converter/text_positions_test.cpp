// Lines and columns of places in a text.
#include "converter/text_positions.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "tests/property/random_text.hpp"
#include "tests/support/seed.hpp"

using smcache::Position;
using smcache::detail::TextPositions;

TEST_CASE("lines end at each of the standard's terminators, and columns are UTF-16 code units") {
  const std::string text = "\n\r\n\r\xE2\x80\xA8'\xE2\x80\xA9 \xF0\x9F\x98\x80\xC3\xA9'; a => b";
  TextPositions positions(text);
  CHECK(positions.at(0) == Position{0, 0});
  CHECK(positions.at(1) == Position{1, 0});
  CHECK(positions.at(3) == Position{2, 0});
  CHECK(positions.at(4) == Position{3, 0});
  CHECK(positions.at(7) == Position{4, 0});
  CHECK(positions.at(static_cast<std::uint32_t>(text.find('a'))) == Position{5, 7});
  CHECK(positions.at(static_cast<std::uint32_t>(text.size())) == Position{5, 13});
  const std::vector<std::uint32_t> line_lengths = positions.take_line_lengths();
  CHECK(line_lengths == std::vector<std::uint32_t>{0, 0, 0, 0, 1, 13});
}

TEST_CASE("an empty text has one place") {
  TextPositions positions("");
  CHECK(positions.at(0) == Position{0, 0});
  const std::vector<std::uint32_t> line_lengths = positions.take_line_lengths();
  CHECK(line_lengths == std::vector<std::uint32_t>{0});
}

TEST_CASE("bytes that are not UTF-8 are a column each") {
  TextPositions positions("\xFF\xC3(\x80\xED\xA0\x80 ");
  CHECK(positions.at(3) == Position{0, 3});
  CHECK(positions.at(8) == Position{0, 8});
}

// What stands between marks is counted from the one before: characters of every kind, at every distance.
TEST_CASE("places far apart, asked for in any order") {
  std::string text;
  for (int line = 0; line < 200; ++line) {
    text.append(static_cast<std::size_t>(line), 'x').append(line % 3 == 0 ? "\xC3\xA9" : "y").append("\n");
  }
  TextPositions positions(text);
  const std::vector<std::uint32_t> line_lengths = positions.take_line_lengths();
  CHECK(line_lengths.size() == 201);
  CHECK(line_lengths.back() == 0);
  std::size_t start = text.size();
  for (std::uint32_t line = 200; line-- > 0;) {
    CHECK(line_lengths[line] == line + 1);
    const std::uint32_t bytes = line + (line % 3 == 0 ? 2 : 1);
    start -= bytes + 1;
    const auto at = static_cast<std::uint32_t>(start);
    CHECK(positions.at(at) == Position{line, 0});
    CHECK(positions.at(at + line) == Position{line, line});
    CHECK(positions.at(at + bytes) == Position{line, line + 1});
  }
}

TEST_CASE("short lines are counted as one character after the other would be") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(100); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    // Lines of a few characters, with something else among them now and then.
    std::string text;
    std::vector<std::pair<std::uint32_t, Position>> expected;
    Position position;
    const std::uint64_t rare = 1 + random.below(200);
    for (std::uint64_t i = random.below(600); i-- > 0;) {
      expected.emplace_back(static_cast<std::uint32_t>(text.size()), position);
      if (random.below(4) == 0) {
        text += '\n';
        position = {position.line + 1, 0};
      } else if (random.below(rare) != 0) {
        text += 'x';
        ++position.column;
      } else if (random.chance(0.5)) {
        text += "\xF0\x9F\x98\x80";
        position.column += 2;
      } else if (random.chance(0.5)) {
        text += "\r\n";
        position = {position.line + 1, 0};
      } else {
        text += "\rx";
        position = {position.line + 1, 1};
      }
    }
    expected.emplace_back(static_cast<std::uint32_t>(text.size()), position);
    const TextPositions positions(text);
    for (int i = 0; i < 300; ++i) {
      const auto& [place, at] = expected[random.below(expected.size())];
      CHECK(positions.at(place) == at);
    }
  }
}
