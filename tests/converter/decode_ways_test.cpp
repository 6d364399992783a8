// Every way to decode "mappings" that this processor can go comes to the same.
#include <catch2/catch.hpp>
#include <string>

#include "tests/property/decoded_mappings.hpp"
#include "tests/property/malformed_map.hpp"
#include "tests/property/mappings_writer.hpp"
#include "tests/property/random_map.hpp"

using namespace smcache::detail;

namespace smcache::test {
namespace {

void check_ways(const MappingsText& text) {
  INFO(std::string(text.mappings.substr(0, 2000)));
  for (const bool strict : {false, true}) {
    const DecodedMappings careful = decoded_mappings(text, strict, DecodeWay::by_number);
    for (const DecodeWay way : {DecodeWay::by_row, DecodeWay::by_segment}) {
      if (way < fastest_decoding()) continue;
      INFO("way " << static_cast<int>(way));
      CHECK((decoded_mappings(text, strict, way) == careful));
    }
  }
}

// With places and counts that may be in the way of what the text says.
void check_ways(const std::string& mappings, Random& random) {
  MappingsText text;
  text.mappings = mappings;
  text.source_count = static_cast<std::uint32_t>(random.chance(0.1) ? random.below(3) : 5 + random.below(1000000));
  text.name_count = static_cast<std::uint32_t>(random.chance(0.1) ? random.below(20) : 30 + random.below(100000));
  if (random.chance(0.3)) text.first_source = 7;
  if (random.chance(0.3)) text.first_name = 9;
  if (random.chance(0.3)) text.start = {random.below(5), random.below(random.chance(0.1) ? 0x100000000 : 100)};
  if (random.chance(0.05)) text.start.line = 0xFFFFFFFF - random.below(3);
  if (random.chance(0.2)) text.end = {text.start.line + random.below(6), text.start.column + random.below(500)};
  check_ways(text);
}

template <typename Make>
void check_rounds(std::uint64_t usual, const Make& make) {
  for (std::uint64_t round = 0; round < rounds(usual); ++round) {
    INFO("again with SMCACHE_SEED=" << seed() + round);
    Random random(seed() + round);
    check_ways(make(random), random);
  }
}

}  // namespace

TEST_CASE("mappings of any shape are decoded to the same, whichever way") {
  for (const Shape& shape : shapes()) {
    DYNAMIC_SECTION(shape.name) {
      check_rounds(20, [&](Random& random) { return random_parts(random, shape, random_style(random)).mappings; });
    }
  }
}

TEST_CASE("damaged mappings are decoded to the same, with the same faults, whichever way") {
  for (const Shape& shape : shapes()) {
    DYNAMIC_SECTION(shape.name) {
      check_rounds(20, [&](Random& random) {
        return with_damage(random, random_parts(random, shape, random_style(random)).mappings);
      });
    }
  }
}

TEST_CASE("any characters are decoded to the same, whichever way") {
  // Mostly digits of short numbers, in segments of one, four or five fields.
  constexpr std::string_view kCharacters = "AACCDEEGGIghj+/9B,,;!";
  check_rounds(3000, [&](Random& random) {
    std::string text;
    const double odd = random.chance(0.5) ? 0.01 : 0.3;
    for (auto segments = random.below(60); segments > 0; --segments) {
      if (random.chance(odd)) {
        for (auto length = random.below(6); length > 0; --length) text += kCharacters[random.below(kCharacters.size())];
      } else {
        const auto fields = random.chance(0.1) ? 1 : random.between(4, 5);
        for (auto field = 0; field < fields; ++field) {
          text += vlq(
              static_cast<std::int64_t>(random.below(std::uint64_t{1} << random.below(random.chance(0.02) ? 31 : 12))));
        }
      }
      if (random.chance(0.95)) text += random.chance(0.2) ? ';' : ',';
    }
    return text;
  });
}

TEST_CASE("segments of one field are decoded to the same, however many there are among 64 characters") {
  for (std::size_t length = 1; length <= 5; ++length) {
    for (std::size_t count = 0; count < 150; ++count) {
      std::string mappings;
      for (std::size_t i = 0; i < count; ++i) {
        mappings += std::string(length - 1, 'g') + "C" + (i % 40 == 39 ? ";;" : ",");
      }
      MappingsText text;
      text.mappings = mappings;
      check_ways(text);
    }
  }
}

TEST_CASE("a fault is found at any place among 64 characters, whichever way") {
  for (const std::string fault : {",", ";", "!", "g", "\x80", "B", "D", "ggggg", "A", "AA", "AAAAAA", "AADA", "AAAD"}) {
    for (std::size_t before = 0; before < 80; ++before) {
      std::string mappings;
      while (mappings.size() < before) mappings += "CAAC,";
      mappings.resize(before);
      mappings += fault;
      for (int i = 0; i < 30; ++i) mappings += ",CAACA";
      MappingsText text;
      text.mappings = mappings;
      text.source_count = text.name_count = 1;
      check_ways(text);
    }
  }
}

}  // namespace smcache::test
