#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <vector>

#include "files/temporary_file.hpp"
#include "store/entry_file.hpp"
#include "store/usage.hpp"
#include "tests/store/caches.hpp"

namespace fs = std::filesystem;
using smcache::CacheHandle;
using smcache::Store;
using smcache::StoreAlias;
using smcache::StoreOptions;
using namespace smcache::test;

namespace {

constexpr std::uint64_t kBlock = 4096;
constexpr std::time_t kHour = 3600;

Store open_store(const fs::path& root, StoreOptions options = {}) {
  options.durable = false;
  return must(Store::open(root, options));
}

// As if the file had last been used so many seconds ago; or, negative, as if the clock had been set back since.
void set_age(const fs::path& path, std::time_t seconds) {
  const timespec then{std::time(nullptr) - seconds, 0};
  const timespec times[2] = {then, then};
  REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

std::time_t age(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return std::time(nullptr) - status.st_mtime;
}

// Caches of one block each, used 100 minutes ago, 99, 98 ...
void fill(Store& store, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    must(store.get_or_build(numbered_key(i), building(i)));
    set_age(store.path_of(numbered_key(i)), static_cast<std::time_t>(100 - i) * 60);
  }
}

}  // namespace

TEST_CASE("past the cap, what was not used for longest goes, down to the low-water mark") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  fill(store, 20);
  const auto untouched = store.evict();
  CHECK(untouched->evicted == 0);
  CHECK(untouched->entries == 20);
  CHECK(untouched->bytes == 20 * kBlock);

  const CacheHandle handle = *store.get(numbered_key(0));
  const auto evicted = store.evict(10 * kBlock);
  CHECK(evicted->evicted == 11);
  CHECK(evicted->evicted_bytes == 11 * kBlock);
  CHECK(evicted->entries == 9);
  for (std::uint64_t i = 0; i < 20; ++i) CHECK(store.contains(numbered_key(i)) == (i >= 11));
  CHECK(answer(handle) == "0.js");
  CHECK(answer(store.get(numbered_key(0))) == "nothing");  // or its space would never be free
  CHECK(store.counters().evictions == 11);
}

TEST_CASE("publishing evicts by itself, so that the cap holds") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_bytes = 10 * kBlock});
  for (std::uint64_t i = 0; i < 100; ++i) {
    must(store.get_or_build(numbered_key(i), building(i)));
    CHECK(store.contents()->bytes <= 10 * kBlock);
    CHECK(store.contains(numbered_key(i)));
  }
  CHECK(store.counters().evictions >= 90);
  CHECK(store.contents()->entries >= 9);
}

TEST_CASE("what is idle goes, whatever the cap") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_idle = std::chrono::hours(24)});
  fill(store, 3);
  set_age(store.path_of(numbered_key(0)), 25 * kHour);
  set_age(store.path_of(numbered_key(1)), 23 * kHour);
  CHECK(store.evict()->evicted == 1);
  CHECK_FALSE(store.contains(numbered_key(0)));
  CHECK(store.contains(numbered_key(1)));
}

TEST_CASE("use is written down once an hour, not more often") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  fill(store, 1);
  const fs::path path = store.path_of(numbered_key(0));
  const auto opened_after = [&](std::time_t seconds) {
    set_age(path, seconds);
    must(open_store(scratch.path()).get(numbered_key(0)));
    return age(path);
  };
  CHECK(opened_after(30 * 60) >= 30 * 60);
  CHECK(opened_after(61 * 60) < 60);
  CHECK(opened_after(100 * kHour) < 60);

  // Unless that would be too seldom for what counts as idle.
  set_age(path, 20 * 60);
  must(open_store(scratch.path(), {.max_idle = std::chrono::hours(1)}).get(numbered_key(0)));
  CHECK(age(path) < 60);
}

TEST_CASE("a clock that was set back neither evicts what is in use nor keeps anything for ever") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_idle = std::chrono::hours(24)});
  fill(store, 2);
  const fs::path used = store.path_of(numbered_key(0));
  const fs::path unused = store.path_of(numbered_key(1));
  set_age(used, -1000 * kHour);
  set_age(unused, -1000 * kHour);
  must(open_store(scratch.path()).get(numbered_key(0)));
  CHECK(age(used) < 60);
  CHECK(store.evict()->evicted == 0);
  CHECK(age(unused) < 60);  // from here on it ages
  CHECK(answer(store.get_or_build(numbered_key(7), building(7))) == "7.js");
}

TEST_CASE("notes, aliases and temporary files that are of no more use go with a sweep") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.failure_ttl = std::chrono::hours(1)});
  fill(store, 2);
  const auto failing = []() -> smcache::Result<smcache::Built> {
    return smcache::Error{smcache::ErrorCode::json_invalid, "no"};
  };
  CHECK_FALSE(store.get_or_build(numbered_key(50), failing).ok());
  CHECK_FALSE(store.get_or_build(numbered_key(51), failing).ok());
  const auto note = [&](std::uint64_t i) { return store.path_of(numbered_key(i)).replace_extension(".failed"); };
  set_age(note(50), 2 * kHour);

  REQUIRE(store.set_alias(StoreAlias::name("good"), numbered_key(1)).ok());
  REQUIRE(store.set_alias(StoreAlias::name("dangling"), numbered_key(99)).ok());
  REQUIRE(store.set_alias(StoreAlias::name("young"), numbered_key(98)).ok());
  std::size_t aliases = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(store.path_of(numbered_key(0)).parent_path().parent_path() / "aliases")) {
    if (!entry.is_regular_file()) continue;
    ++aliases;
    if (read_file(entry.path()).find("young") == std::string::npos) set_age(entry.path(), 2 * kHour);
  }
  CHECK(aliases == 3);

  const fs::path dead = smcache::detail::temporary_name(store.path_of(numbered_key(0)), 3);
  write_file(dead, "left by one who died");
  const auto living = smcache::detail::create_temporary(store.path_of(numbered_key(1)));
  REQUIRE(living.ok());

  CHECK(store.evict()->leftovers == 3);
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(living->path));
  CHECK_FALSE(fs::exists(note(50)));
  CHECK(fs::exists(note(51)));
  CHECK(store.find(StoreAlias::name("good")));
  CHECK(store.find(StoreAlias::name("young")));
  CHECK_FALSE(store.find(StoreAlias::name("dangling")));
}

TEST_CASE("other format versions count, age out, and are never opened") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_idle = std::chrono::hours(24)});
  fill(store, 1);
  const fs::path other = scratch / "v1" / "ab" / "cdef0123456789abcdef0123456789.smcache";
  fs::create_directories(other.parent_path());
  write_file(other, "another format");
  CHECK(store.contents()->entries == 2);
  CHECK(store.contents()->old_entries == 1);
  CHECK(store.check()->good == 1);
  CHECK(store.evict()->evicted == 0);
  set_age(other, 25 * kHour);
  CHECK(store.evict()->evicted == 1);
  CHECK_FALSE(fs::exists(scratch / "v1"));
  CHECK(store.contains(numbered_key(0)));
}

TEST_CASE("what is not the store's is left alone") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_idle = std::chrono::hours(1)});
  fill(store, 1);
  const fs::path folder = store.path_of(numbered_key(0)).parent_path();
  const std::vector<fs::path> others = {scratch / "README", scratch / "lost+found" / "x", folder / "notes.txt",
                                        folder.parent_path() / "zz" / "x.smcache"};
  for (const fs::path& path : others) {
    fs::create_directories(path.parent_path());
    write_file(path, "somebody's");
    set_age(path, 1000 * kHour);
  }
  CHECK(store.evict(1)->evicted == 1);
  for (const fs::path& path : others) CHECK(fs::exists(path));
}

TEST_CASE("what is put aside goes after a week, and before anything else where there is no room") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  fill(store, 3);
  fs::create_directories(scratch / "quarantine");
  for (int i = 0; i < 4; ++i) write_file(scratch / "quarantine" / std::to_string(i), "damaged");
  set_age(scratch / "quarantine" / "0", 8 * 24 * kHour);
  must(store.evict());
  CHECK(store.contents()->quarantined == 3);
  const auto evicted = store.evict(4 * kBlock);  // of 6 in use, 3 may stay
  CHECK(evicted->evicted == 0);
  CHECK(store.contents()->quarantined == 0);
}

TEST_CASE("the count of bytes is kept together, and put right by a sweep") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  fill(store, 5);
  const auto counted = [&] { return smcache::detail::read_usage(scratch / "usage"); };
  REQUIRE(counted());
  CHECK(counted()->bytes == 5 * kBlock);
  CHECK(counted()->entries == 5);
  Store other = open_store(scratch.path());
  must(other.remove(numbered_key(0)));
  REQUIRE(other.publish(numbered_key(1), build_map(numbered_map(1, 5000))->bytes).ok());
  CHECK(counted()->bytes == 5 * kBlock);
  CHECK(counted()->entries == 4);

  write_file(scratch / "usage", "what is this");
  CHECK_FALSE(counted());
  must(other.get_or_build(numbered_key(6), building(6)));  // finds no count, and counts
  REQUIRE(counted());
  CHECK(counted()->entries == 5);
}
