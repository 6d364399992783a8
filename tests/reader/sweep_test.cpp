// Every byte of small caches changed, and caches cut at every length: opening fails, or everything that
// is asked is answered; nothing crashes, and sanitizers see no read outside the file.
#include <catch2/catch.hpp>

#include "smcache/cache.hpp"
#include "tests/fuzz/read_everything.hpp"
#include "tests/property/random_map.hpp"
#include "tests/support/damage.hpp"

namespace smcache::test {
namespace {

struct Sample {
  std::string name;
  std::vector<std::byte> cache;
};

// Small caches that have all parts of the format between them.
const std::vector<Sample>& samples() {
  static const std::vector<Sample> kSamples = [] {
    std::string many = "AAAAA";
    for (int i = 0; i < 140; ++i) many += i % 9 == 0 ? ";;GAAAC" : i % 4 == 0 ? ",E" : i % 5 == 0 ? ",CACAC" : ",IAAED";
    const std::string contents = R"(,"sourcesContent":["one\ntwo\r\nthree\u2028four",null])";
    const std::string named =
        R"({"version":3,"file":"f","sources":["a.js",null],"sourceRoot":"r","names":["x","y","z","w"],)";
    std::string ranges = "BFAAA,CJA,BFAAC,CDA,EGAA";
    for (int i = 0; i < 40; ++i) ranges += i % 5 == 0 ? ",ECBA,IAFH,FC" : i % 7 == 0 ? ",EPBBA,FBC" : ",EGBA,FC";
    return std::vector<Sample>{
        {"functions of a field scopes", cache_of(named + R"("mappings":"AAAA;AAAA","scopes":")" + ranges + ",FC\"}")},
        {"functions of a function map",
         cache_of(
             named +
             R"("mappings":"AAAA,IAAI,IAAI","x_facebook_sources":[[{"names":["f","g"],"mappings":"AAA,IC,II"}]]})")},
        {"three blocks, contents and ranges",
         cache_of(
             named +
             R"("ignoreList":[0],"debugId":"123e4567-e89b-12d3-a456-4266141740ff","rangeMappings":"B;B","mappings":")" +
             many + "\"" + contents + "}")},
        {"wide keys", cache_of(named + R"("mappings":"+/////DAAAA,+/////DAAAC;+/////DAAA,+/////DACA;AAAA;;A"})")},
        {"sections and warnings",
         cache_of(
             R"({"version":3,"x_facebook_offsets":[1],"sections":[{"offset":{"line":1,"column":2},"map":)" + named +
             R"("mappings":"AAAAA,!,CAAA;AAAA","x_facebook_sources":[[{}]]}},{"offset":{"line":2,"column":0},"map":)" +
             named + R"("mappings":"IACAA"}}]})")},
        {"nothing", cache_of(R"({"version":3,"sources":[],"mappings":""})")}};
  }();
  return kSamples;
}

// Opens and reads what is left of a cache; true where it opened.
bool survives(const ExactCopy& damaged) {
  const auto cache = Cache::from_bytes(damaged.bytes());
  if (cache.ok()) {
    read_everything(*cache);
    return true;
  }
  const auto code = static_cast<int>(cache.error().code);
  if (code < 100 || code >= 200) FAIL("opening failed with code " << code);
  return false;
}

}  // namespace

TEST_CASE("a cache with any one byte changed fails to open, or answers and does not verify") {
  for (const Sample& sample : samples()) {
    INFO(sample.name << ", " << sample.cache.size() << " bytes");
    std::size_t opened = 0;
    for (std::size_t at = 0; at < sample.cache.size(); ++at) {
      const std::byte was = sample.cache[at];
      for (const std::byte value : {was ^ std::byte{1}, was ^ std::byte{0x80}, std::byte{0}, std::byte{0xFF}}) {
        if (value == was) continue;
        const ExactCopy damaged(sample.cache);
        damaged.bytes()[at] = value;
        if (!survives(damaged)) continue;
        ++opened;
        if (Cache::from_bytes(damaged.bytes())->verify().ok())
          FAIL("byte " << at << " is changed, and the file verifies");
      }
    }
    CHECK(opened > 0);
  }
}

TEST_CASE("a cache with any one byte changed and a checksum to match is read without harm") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    for (std::size_t at = 0; at < sample.cache.size(); ++at) {
      const std::byte was = sample.cache[at];
      for (const std::byte value : {was ^ std::byte{1}, was ^ std::byte{0x80}, std::byte{0}, std::byte{0xFF}}) {
        const ExactCopy damaged(sample.cache);
        damaged.bytes()[at] = value;
        if (mend_header(damaged.bytes())) survives(damaged);
      }
    }
  }
  SUCCEED();
}

TEST_CASE("a cache that is cut at any length does not open") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    for (std::size_t length = 0; length < sample.cache.size(); ++length) {
      const ExactCopy cut(std::span(sample.cache).first(length));
      const auto cache = Cache::from_bytes(cut.bytes());
      if (cache.ok()) FAIL("opens with " << length << " of " << sample.cache.size() << " bytes");
      const bool expected = cache.error().code == (length < 8 ? ErrorCode::not_a_cache : ErrorCode::truncated);
      if (!expected) FAIL("cut to " << length << " bytes: " << cache.error().message);
    }
  }
}

TEST_CASE("a cache that is cut at any length, with a size to match, is read without harm") {
  for (const Sample& sample : samples()) {
    for (std::size_t length = 0; length < sample.cache.size(); ++length) {
      const ExactCopy cut(std::span(sample.cache).first(length));
      if (mend_header(cut.bytes())) survives(cut);
    }
  }
  SUCCEED();
}

TEST_CASE("a cache with random bytes changed in many places is read without harm") {
  for (std::uint64_t round = 0; round < rounds(3000); ++round) {
    INFO("again with SMCACHE_SEED=" << seed() + round);
    Random random(seed() + round);
    const ExactCopy damaged(random.pick(samples()).cache);
    for (auto changes = random.below(30) + 1; changes > 0; --changes) {
      damaged.bytes()[random.below(damaged.bytes().size())] = static_cast<std::byte>(random.below(256));
    }
    mend_header(damaged.bytes());
    survives(damaged);
  }
  SUCCEED();
}

}  // namespace smcache::test
