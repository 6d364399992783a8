#include "smcache/cache.hpp"

#include <catch2/catch.hpp>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/damage.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/without_root.hpp"

namespace smcache::test {
namespace {

const std::vector<std::byte>& sample() {
  static const auto kSample = cache_of(
      R"({"version":3,"file":"out.js","sources":["a.js"],"names":["x"],"sourcesContent":["one\ntwo"],"mappings":"AAAAA,EACA"})");
  return kSample;
}

ErrorCode code_of(const Result<Cache>& opened) { return opened.ok() ? ErrorCode::ok : opened.error().code; }

}  // namespace

TEST_CASE("a cache opens from a file in every mode and answers the same") {
  const Scratch scratch;
  write_file(scratch / "a.smcache", sample());
  for (const OpenMode mode : {OpenMode::map, OpenMode::map_populate, OpenMode::copy}) {
    const auto cache = Cache::open(scratch / "a.smcache", mode);
    REQUIRE(cache.ok());
    CHECK(cache->lookup({0, 3}).original == Position{1, 0});
    CHECK(cache->bytes().size() == sample().size());
    CHECK(cache->verify().ok());
  }
}

TEST_CASE("a file that was copied may change and go away") {
  const Scratch scratch;
  write_file(scratch / "a.smcache", sample());
  const auto cache = Cache::open(scratch / "a.smcache", OpenMode::copy);
  std::filesystem::resize_file(scratch / "a.smcache", 0);
  CHECK(cache->verify().ok());
}

TEST_CASE("a mapped file may be replaced by rename and unlinked while it is open") {
  const Scratch scratch;
  write_file(scratch / "a.smcache", sample());
  const auto cache = Cache::open(scratch / "a.smcache");
  write_file(scratch / "b", "something else");
  std::filesystem::rename(scratch / "b", scratch / "a.smcache");
  CHECK(cache->verify().ok());
  std::filesystem::remove(scratch / "a.smcache");
  CHECK(cache->verify().ok());
}

TEST_CASE("what cannot be opened says why, with the path") {
  const Scratch scratch;
  CHECK(code_of(Cache::open(scratch / "missing")) == ErrorCode::file_not_found);
  CHECK(Cache::open(scratch / "missing").error().message.find((scratch / "missing").string()) != std::string::npos);
  CHECK(code_of(Cache::open(scratch / "missing" / "deeper")) == ErrorCode::file_not_found);
  CHECK(code_of(Cache::open(scratch.path())) == ErrorCode::invalid_argument);
  CHECK(code_of(Cache::open("")) == ErrorCode::file_not_found);
  CHECK(code_of(Cache::open(std::string(5000, 'x'))) == ErrorCode::io);
  REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  CHECK(code_of(Cache::open(scratch / "pipe")) == ErrorCode::invalid_argument);
  write_file(scratch / "empty", "");
  CHECK(code_of(Cache::open(scratch / "empty")) == ErrorCode::not_a_cache);
  write_file(scratch / "text", R"({"version":3,"sources":[],"mappings":""})");
  CHECK(code_of(Cache::open(scratch / "text")) == ErrorCode::not_a_cache);
}

TEST_CASE("a descriptor is read from its start and stays open and the caller's") {
  const Scratch scratch;
  write_file(scratch / "a.smcache", sample());
  const int descriptor = ::open((scratch / "a.smcache").c_str(), O_RDONLY);
  REQUIRE(descriptor >= 0);
  CHECK(::lseek(descriptor, 17, SEEK_SET) == 17);
  for (const OpenMode mode : {OpenMode::map, OpenMode::copy}) {
    const auto cache = Cache::open_descriptor(descriptor, "given", mode);
    REQUIRE(cache.ok());
    CHECK(cache->lookup({0, 0}).status == LookupStatus::found);
  }
  CHECK(::lseek(descriptor, 0, SEEK_CUR) == 17);
  CHECK(::close(descriptor) == 0);
  const auto closed = Cache::open_descriptor(descriptor, "given");
  CHECK(code_of(closed) == ErrorCode::io);
  CHECK(closed.error().message.find("given") == 0);
}

TEST_CASE("bytes are read where they stand, or copied where they do not begin at a multiple of 8") {
  const ExactCopy aligned(sample());
  const auto in_place = Cache::from_bytes(aligned.bytes());
  CHECK(in_place->bytes().data() == aligned.bytes().data());
  for (std::size_t shift = 1; shift < 8; ++shift) {
    std::vector<std::byte> shifted(shift);
    shifted.insert(shifted.end(), sample().begin(), sample().end());
    const auto cache = Cache::from_bytes(std::span(shifted).subspan(shift));
    REQUIRE(cache.ok());
    std::fill(shifted.begin(), shifted.end(), std::byte{0});
    CHECK(cache->verify().ok());
  }
}

TEST_CASE("moving a cache keeps its views alive") {
  auto opened = Cache::from_bytes(std::span(sample()).subspan(0)).value();
  const auto name = opened.source(0).name();
  const Source source = opened.source(0);
  const Mappings mappings = opened.mappings();
  Cache moved = std::move(opened);
  CHECK(name == "a.js");
  CHECK(source.line(1) == "two");
  CHECK(mappings.size() == 2);
  CHECK(mappings.begin()->original == Position{0, 0});
  Cache other = Cache::from_bytes(sample()).value();
  other = std::move(moved);
  CHECK(other.lookup({0, 0}).status == LookupStatus::found);
}

TEST_CASE("stretches of mappings are clipped to those there are") {
  const auto cache = Cache::from_bytes(sample()).value();
  CHECK(cache.mappings(0, 99).size() == 2);
  CHECK(cache.mappings(1, 2).begin().index() == 1);
  CHECK(cache.mappings(2, 2).empty());
  CHECK(cache.mappings(5, 9).empty());
  CHECK(cache.mappings(1, 0).empty());
  CHECK_FALSE(cache.mapping(2));
  CHECK_FALSE(cache.mapping(kNone));
}

TEST_CASE("a batch answers as many as both spans hold") {
  const auto cache = Cache::from_bytes(sample()).value();
  const std::vector<Position> positions(3);
  std::vector<Location> locations(2);
  cache.lookup(positions, locations);
  CHECK(locations[1].status == LookupStatus::found);
  cache.lookup(std::span<const Position>(), locations);
  cache.lookup(positions, std::span<Location>());
}

TEST_CASE("indexes out of range have nothing behind them") {
  const auto cache = Cache::from_bytes(sample()).value();
  CHECK_FALSE(cache.name(1));
  CHECK_FALSE(cache.name(kNone));
  const Source none = cache.source(kNone);
  CHECK_FALSE(none.name());
  CHECK_FALSE(none.raw_name());
  CHECK_FALSE(none.content());
  CHECK_FALSE(none.ignored());
  CHECK(none.line_count() == 0);
  CHECK(none.lines(0, 5).empty());
  CHECK_FALSE(cache.section(0));
  CHECK(cache.mended(0).code == ErrorCode::ok);
  CHECK_FALSE(cache.extension(0));
}

TEST_CASE("vendors' fields are kept as they stand, for the section that they came from") {
  const auto bytes = cache_of(
      R"({"version":3,"x_metro_module_paths":["p"],"sections":[{"offset":{"line":0,"column":0},"map":{"version":3,"sources":["a"],)"
      R"("mappings":"A","x_facebook_sources":[ [{"names":["f"],"mappings":"AAA"}] ]}},{"offset":{"line":5,"column":0},)"
      R"("map":{"version":3,"sources":[],"mappings":"","scopes":"BCA","x_other":1}}]})");
  const auto cache = Cache::from_bytes(bytes).value();
  REQUIRE(cache.extension_count() == 3);
  CHECK(cache.extension(0)->field == "x_facebook_sources");
  CHECK(cache.extension(0)->section == 0);
  CHECK(cache.extension(0)->json == R"([ [{"names":["f"],"mappings":"AAA"}] ])");
  CHECK(cache.extension(1)->field == "scopes");
  CHECK(cache.extension(1)->section == 1);
  CHECK(cache.extension(1)->json == "\"BCA\"");
  CHECK(cache.extension(2)->field == "x_metro_module_paths");
  CHECK(cache.extension(2)->section == kNone);
}

TEST_CASE("a cache knows what it is") {
  const auto cache = Cache::from_bytes(sample()).value();
  const CacheInfo info = cache.info();
  CHECK(info.converter.starts_with("smcache "));
  CHECK(info.size == sample().size());
  CHECK(info.mappings == 2);
  CHECK(info.lines == 1);
  CHECK(info.sources == 1);
  CHECK(info.names == 1);
  CHECK(info.sections == 0);
  CHECK(info.file == "out.js");
  CHECK(info.bytes.sources_content >= 7);
  CHECK(info.bytes.mappings > 0);
  CHECK(info.bytes.strings > 0);
  CHECK(info.bytes.mappings + info.bytes.strings + info.bytes.sources_content < info.size);
}

}  // namespace smcache::test
