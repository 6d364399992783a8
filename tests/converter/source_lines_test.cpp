#include "converter/source_lines.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "schema/format.hpp"
#include "tests/oracle/source_map.hpp"
#include "tests/property/random_text.hpp"

using namespace smcache::detail;

TEST_CASE("a sample stands for every 32nd line but the first, where that line begins") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(100); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    const std::string text = smcache::test::random_content(random, 300);
    const auto lines = smcache::oracle::lines_of(text);
    std::vector<std::uint32_t> samples = {77, 78};  // of sources before
    const SourceLinesRecord record = sample_lines(text, samples);
    CHECK(record.first_sample == 2);
    CHECK(record.line_count == lines.size());
    REQUIRE(samples.size() == 2 + (lines.size() - 1) / kLinesPerSample);
    for (std::size_t i = 2; i < samples.size(); ++i) {
      CHECK(text.data() + samples[i] == lines[(i - 1) * kLinesPerSample].data());
    }
  }
}

TEST_CASE("one other terminator is found wherever it stands") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(300); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    std::string text(random.below(600), 'x');
    for (char& c : text) {
      if (random.below(8) == 0) c = '\n';
    }
    const std::string plain = text;
    const std::string_view other = random.pick(std::vector<std::string_view>{"\r", "\xE2\x80\xA8", "\xE2\x80\xA9"});
    text.insert(random.below(text.size() + 1), other);
    const auto lines = smcache::oracle::lines_of(text);
    std::vector<std::uint32_t> samples;
    const SourceLinesRecord record = sample_lines(text, samples);
    CHECK(record.line_count == lines.size());
    CHECK(samples.size() == (lines.size() - 1) / kLinesPerSample);
    CHECK_FALSE(record.line_feeds_only);
    CHECK(sample_lines(plain, samples).line_feeds_only);
  }
}

TEST_CASE("it is known whether lines end at line feeds alone") {
  std::vector<std::uint32_t> samples;
  CHECK(sample_lines("", samples).line_feeds_only);
  CHECK(sample_lines("a\nb", samples).line_feeds_only);
  CHECK_FALSE(sample_lines("a\r\nb", samples).line_feeds_only);
  CHECK_FALSE(sample_lines("a\rb", samples).line_feeds_only);
  CHECK_FALSE(sample_lines("a\xE2\x80\xA8", samples).line_feeds_only);
  CHECK_FALSE(sample_lines("a\xE2\x80\xA9", samples).line_feeds_only);
  CHECK(sample_lines("a\xE2\x80\xA7", samples).line_feeds_only);
}

TEST_CASE("lines that end at line feeds alone are counted wherever these stand") {
  for (std::uint64_t round = 0; round < smcache::test::rounds(100); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    const auto one_in = 1 + random.below(200);
    std::string text(random.below(20'000), 'x');
    for (char& c : text) {
      if (random.below(one_in) == 0) c = '\n';
    }
    std::vector<std::uint32_t> expected;
    std::uint32_t line = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n' && ++line % kLinesPerSample == 0) expected.push_back(static_cast<std::uint32_t>(i + 1));
    }
    std::vector<std::uint32_t> samples;
    CHECK(sample_lines(text, samples).line_count == line + 1);
    CHECK(samples == expected);
  }
}
