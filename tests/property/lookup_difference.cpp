#include <algorithm>

#include "tests/property/describe.hpp"
#include "tests/property/differences.hpp"

namespace smcache::test {
namespace {

constexpr std::int64_t kLargest = 0xFFFFFFFF;

// The oracle's answer as the library would put it.
Location expected_location(const oracle::SourceMap& map, const oracle::Answer& answer) {
  Location location;
  if (answer.found == oracle::Found::not_found) return location;
  const Mapping mapping = as_library(map.mappings[answer.mapping]);
  location.mapping = static_cast<std::uint32_t>(answer.mapping);
  location.generated = mapping.generated;
  location.is_range = mapping.is_range;
  location.status = LookupStatus::unmapped;
  if (answer.found == oracle::Found::unmapped) return location;
  location.status = LookupStatus::found;
  location.source = mapping.source;
  location.name = mapping.name;
  location.original = {static_cast<std::uint32_t>(answer.original.line),
                       static_cast<std::uint32_t>(answer.original.column)};
  return location;
}

std::string describe(const Location& location) {
  return text_of("status ", static_cast<int>(location.status), " mapping ", static_cast<std::int32_t>(location.mapping),
                 " at ", test::describe(location.generated), " -> source ", static_cast<std::int32_t>(location.source),
                 " ", test::describe(location.original), " name ", static_cast<std::int32_t>(location.name),
                 location.is_range ? " range" : "");
}

std::string one_difference(const oracle::SourceMap& map, const Cache& cache, Position position, Reach reach,
                           const Location& actual) {
  const oracle::Place place{position.line, position.column};
  const bool cross_line = reach == Reach::across_lines;
  const Location expected = expected_location(map, oracle::lookup(map, place, cross_line));
  const std::string what = text_of("lookup of ", test::describe(position), cross_line ? " across lines: " : ": ");
  if (actual != expected) return what + describe(actual) + " instead of " + describe(expected);

  const auto all = oracle::lookup_all(map, place, cross_line);
  const Mappings found = cache.lookup_all(position, reach);
  if (found.size() != all.size()) return text_of("all of ", what, found.size(), " mappings instead of ", all.size());
  std::size_t i = 0;
  for (auto at = found.begin(); !(at == found.end()); ++at, ++i) {
    if (i == all.size() || at.index() != all[i] || *at != as_library(map.mappings[all[i]])) {
      return text_of("all of ", what, "mapping ", at.index(), " at place ", i);
    }
  }
  return i == all.size() ? "" : "all of " + what + "ends early";
}

}  // namespace

std::string lookup_difference(const oracle::SourceMap& map, const Cache& cache,
                              const std::vector<Position>& positions) {
  for (const Reach reach : {Reach::line, Reach::across_lines}) {
    std::vector<Location> batch(positions.size() + 1);
    Location untouched;
    untouched.mapping = 12345;
    batch.back() = untouched;
    cache.lookup(positions, batch, reach);
    if (batch.back() != untouched) return "a batch answers more positions than were asked for";
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const Location single = cache.lookup(positions[i], reach);
      if (batch[i] != single) {
        return text_of("position ", test::describe(positions[i]), " in a batch: ", describe(batch[i]), " instead of ",
                       describe(single));
      }
      auto text = one_difference(map, cache, positions[i], reach, single);
      if (!text.empty()) return text;
    }
  }
  return {};
}

std::vector<Position> interesting_positions(const oracle::SourceMap& map, Random& random, std::size_t count) {
  std::vector<oracle::Place> places = {{0, 0}, {0, kLargest}, {kLargest, 0}, {kLargest, kLargest}};
  for (const oracle::Mapping& mapping : map.mappings) {
    const auto [line, column] = mapping.generated;
    places.insert(places.end(), {{line, column},
                                 {line, column - 1},
                                 {line, column + 1},
                                 {line, 0},
                                 {line, kLargest},
                                 {line + 1, 0},
                                 {line - 1, kLargest},
                                 {line + 1, column},
                                 {line + 64, 5}});
  }
  for (const oracle::Section& section : map.sections) {
    const auto [line, column] = section.start;
    places.insert(places.end(), {{line, column}, {line, column - 1}, {line, column + 1}, {line - 1, 0}, {line + 1, 0}});
  }
  random.shuffle(places);
  const std::int64_t lines = map.mappings.empty() ? 10 : map.mappings.back().generated.line + 10;
  std::vector<Position> positions;
  while (positions.size() < count) {
    oracle::Place place;
    if (random.chance(0.7) && !places.empty()) {
      place = places.back();
      places.pop_back();
    } else {
      place = {random.between(0, lines), random.between(0, random.chance(0.3) ? kLargest : 2000)};
    }
    if (place.line < 0 || place.column < 0 || place.line > kLargest || place.column > kLargest) continue;
    positions.push_back({static_cast<std::uint32_t>(place.line), static_cast<std::uint32_t>(place.column)});
  }
  return positions;
}

}  // namespace smcache::test
