#include "smcache/store.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <thread>
#include <vector>

#include "tests/store/caches.hpp"
#include "tests/support/without_root.hpp"

namespace fs = std::filesystem;
using smcache::CacheHandle;
using smcache::Error;
using smcache::ErrorCode;
using smcache::OpenMode;
using smcache::Result;
using smcache::Status;
using smcache::Store;
using smcache::StoreAlias;
using smcache::StoreKey;
using smcache::StoreOptions;
using namespace smcache::test;

namespace {

std::string outcome(const Status& status) {
  return status ? "ok" : std::string(smcache::error_name(status.error().code));
}

Store open_store(const fs::path& root, StoreOptions options = {}) {
  options.durable = false;
  return must(Store::open(root, options));
}

// A build function that counts its calls.
smcache::BuildFunction counting(std::atomic<int>& count, std::uint64_t number) {
  return [&count, number] {
    ++count;
    return build_map(numbered_map(number));
  };
}

std::size_t files_below(const fs::path& root) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) count += entry.is_regular_file() ? 1U : 0U;
  return count;
}

}  // namespace

TEST_CASE("what is not there is built once, and then found, also by another process's store") {
  const Scratch scratch;
  std::atomic<int> builds = 0;
  Store store = open_store(scratch / "store");
  const StoreKey key = numbered_key(1);
  CHECK(answer(store.get(key)) == "nothing");
  CHECK_FALSE(store.contains(key));
  CHECK(answer(store.get_or_build(key, counting(builds, 1))) == "1.js");
  CHECK(answer(store.get_or_build(key, counting(builds, 1))) == "1.js");
  CHECK(answer(store.get(key)) == "1.js");
  CHECK(store.contains(key));
  CHECK(builds == 1);

  Store other = open_store(scratch / "store");
  CHECK(answer(other.get(key)) == "1.js");
  CHECK(answer(other.get_or_build(key, counting(builds, 1))) == "1.js");
  CHECK(builds == 1);

  const auto counters = store.counters();
  CHECK(counters.builds == 1);
  CHECK(counters.hits == 2);
  CHECK(counters.misses == 2);
  CHECK(counters.unstored == 0);
  CHECK(other.counters().opens == 1);
  CHECK(other.counters().hits == 1);
}

TEST_CASE("handles outlive removal, eviction and the store itself") {
  const Scratch scratch;
  CacheHandle handle;
  {
    Store store = open_store(scratch.path());
    handle = *store.get_or_build(numbered_key(1), building(1));
    CHECK(*store.remove(numbered_key(1)));
    CHECK_FALSE(*store.remove(numbered_key(1)));
    CHECK(answer(store.get(numbered_key(1))) == "nothing");
  }
  fs::remove_all(scratch.path());
  CHECK(answer(handle) == "1.js");
  CHECK(handle->verify().ok());
}

TEST_CASE("a finished cache is published, in place of another, and only if it is sound") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  const auto one = build_map(numbered_map(1));
  const auto two = build_map(numbered_map(2));
  CHECK(outcome(store.publish(numbered_key(9), one->bytes)) == "ok");
  CHECK(answer(store.get(numbered_key(9))) == "1.js");
  CHECK(outcome(store.publish(numbered_key(9), two->bytes)) == "ok");
  CHECK(answer(store.get(numbered_key(9))) == "2.js");
  CHECK(store.contents()->entries == 1);

  std::vector<std::byte> damaged(one->bytes.begin(), one->bytes.end());
  damaged[damaged.size() / 2] ^= std::byte{1};
  CHECK(outcome(store.publish(numbered_key(9), damaged)) != "ok");
  CHECK(outcome(store.publish(numbered_key(9), as_bytes("nonsense"))) == "not_a_cache");
  CHECK(answer(store.get(numbered_key(9))) == "2.js");
}

TEST_CASE("aliases lead to keys: debug ids by themselves, names as they are set") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  const auto id = StoreAlias::debug_id(
      {0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff});
  const std::string map = numbered_map(1, 10, "00112233-4455-6677-8899-aabbccddeeff");
  CHECK_FALSE(store.find(id));
  CHECK(answer(store.get_or_build(numbered_key(1), [&] { return build_map(map); })) == "1.js");
  CHECK(store.find(id) == numbered_key(1));
  CHECK(answer(store.get(id)) == "1.js");

  const auto url = StoreAlias::name("https://example.org/app.js\nrelease 7");
  CHECK(answer(store.get(url)) == "nothing");
  CHECK(outcome(store.set_alias(url, numbered_key(1))) == "ok");
  CHECK(answer(store.get(url)) == "1.js");
  CHECK(outcome(store.set_alias(url, numbered_key(2))) == "ok");
  CHECK(store.find(url) == numbered_key(2));
  CHECK(answer(store.get(url)) == "nothing");
  CHECK_FALSE(store.find(StoreAlias::name("https://example.org/app.js")));

  CHECK(store.resolve("00112233-4455-6677-8899-aabbccddeeff") == numbered_key(1));
  CHECK(store.resolve("https://example.org/app.js\nrelease 7") == numbered_key(2));
  CHECK(store.resolve(numbered_key(77).text()) == numbered_key(77));
  CHECK_FALSE(store.resolve("00112233-4455-6677-8899-000000000000"));
}

TEST_CASE("a map that cannot be converted is tried once in its time, by each version of the converter") {
  const Scratch scratch;
  int tries = 0;
  ErrorCode code = ErrorCode::json_invalid;
  const auto failing = [&]() -> Result<smcache::Built> {
    ++tries;
    return Error{code, "app.js.map: no JSON"};
  };
  const auto ask = [&](Store& store) {
    const auto got = store.get_or_build(numbered_key(1), failing);
    return got ? "a cache" : std::string(smcache::error_name(got.error().code)) + ", " + got.error().message;
  };
  Store store = open_store(scratch.path(), {.converter = "smcache 1.0.0"});
  for (int i = 0; i < 3; ++i) CHECK(ask(store) == "json_invalid, app.js.map: no JSON");
  CHECK(tries == 1);
  CHECK(store.counters().failures == 1);
  CHECK(store.counters().failures_remembered == 2);
  CHECK(store.contents()->failures == 1);
  CHECK(answer(store.get(numbered_key(1))) == "nothing");

  Store same = open_store(scratch.path(), {.converter = "smcache 1.0.0"});
  ask(same);
  Store older = open_store(scratch.path(), {.converter = "smcache 0.9.0"});
  ask(older);
  CHECK(tries == 1);
  Store newer = open_store(scratch.path(), {.converter = "smcache 1.0.1"});
  ask(newer);
  CHECK(tries == 2);
  ask(store);
  CHECK(tries == 2);

  // A build that goes well clears it; so does removing the key.
  CHECK(*store.remove(numbered_key(1)));
  CHECK(answer(store.get_or_build(numbered_key(1), building(1))) == "1.js");
  CHECK(store.contents()->failures == 0);

  code = ErrorCode::out_of_memory;  // which may be another time
  for (int i = 0; i < 3; ++i) {
    const auto got = store.get_or_build(numbered_key(2), failing);
    CHECK(got.error().code == code);
  }
  CHECK(tries == 5);
}

TEST_CASE("a build that throws, and a claim that is let go of, leave the key free") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  const auto throwing = []() -> Result<smcache::Built> { throw std::runtime_error("no"); };
  CHECK_THROWS(store.get_or_build(numbered_key(1), throwing));
  {
    const auto claim = store.claim(numbered_key(1));
    REQUIRE(claim.ok());
    CHECK_FALSE(claim->cache());
  }
  auto claim = store.claim(numbered_key(1));
  REQUIRE(claim.ok());
  CHECK(answer(claim->finish(*build_map(numbered_map(1)))) == "1.js");
  CHECK(claim->finish(*build_map(numbered_map(1))).error().code == ErrorCode::invalid_argument);
  CHECK(answer(store.claim(numbered_key(1))->cache()) == "1.js");
}

TEST_CASE("of many threads that ask for a key at once, one builds") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  std::atomic<int> builds = 0;
  std::atomic<int> wrong = 0;
  for (std::uint64_t key = 0; key < 20; ++key) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        const auto slow = [&] {
          ::usleep(2'000);
          return counting(builds, key)();
        };
        if (answer(store.get_or_build(numbered_key(key), slow)) != std::to_string(key) + ".js") ++wrong;
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  CHECK(wrong == 0);
  CHECK(builds == 20);
  CHECK(store.counters().builds == 20);
  CHECK(store.counters().waits > 0);
}

TEST_CASE("a builder that is killed frees those who wait") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t builder = ::fork();
  if (builder == 0) {
    const auto claim = store.claim(numbered_key(1));  // a child may use its parent's store
    if (claim && !claim->cache() && ::write(ready[1], "x", 1) == 1) ::pause();
    ::_exit(1);
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  std::thread killer([&] {
    ::usleep(30'000);
    ::kill(builder, SIGKILL);
    ::waitpid(builder, nullptr, 0);
  });
  std::atomic<int> builds = 0;
  CHECK(answer(store.get_or_build(numbered_key(1), counting(builds, 1))) == "1.js");
  CHECK(builds == 1);
  CHECK(store.counters().waits == 1);
  killer.join();
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_CASE("a damaged file is put aside and built again") {
  const Scratch scratch;
  std::atomic<int> builds = 0;
  const StoreKey key = numbered_key(1);
  must(open_store(scratch.path()).get_or_build(key, counting(builds, 1)));
  const auto spoil = [&](const fs::path& path, std::string text) {
    fs::remove(path);  // another file: whoever has the old one mapped keeps it
    write_file(path, text);
  };
  Store store = open_store(scratch.path());
  const fs::path path = store.path_of(key);
  const std::string whole = read_file(path);
  std::uint64_t round = 0;
  for (const std::string& text :
       {std::string(), std::string("nonsense"), whole.substr(0, whole.size() / 2), whole + "x"}) {
    ++round;
    spoil(path, text);
    must(store.remove(numbered_key(0)));
    Store fresh = open_store(scratch.path());
    CHECK(answer(fresh.get(key)) == "nothing");
    CHECK(fresh.counters().quarantined == 1);
    CHECK(fresh.contents()->quarantined == round);
    CHECK(answer(fresh.get_or_build(key, counting(builds, 1))) == "1.js");
    CHECK(builds == 1 + static_cast<int>(round));
    CHECK(read_file(path) == whole);
  }

  // Damage in the middle is found by those who read all of it.
  std::string flipped = whole;
  flipped[flipped.size() / 2] ^= 1;
  spoil(path, flipped);
  Store careful = open_store(scratch.path(), {.verify_on_open = true});
  CHECK(answer(careful.get_or_build(key, counting(builds, 1))) == "1.js");
  CHECK(careful.counters().quarantined == 1);

  spoil(path, flipped);
  const auto checked = must(careful.check());
  REQUIRE(checked.damaged.size() == 1);
  CHECK(checked.damaged[0].key == key);
  CHECK(checked.good == 0);
  CHECK_FALSE(careful.contains(key));
}

TEST_CASE("a directory in the place of a file is put aside as well") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  fs::create_directories(store.path_of(numbered_key(1)) / "inside");
  CHECK(answer(store.get_or_build(numbered_key(1), building(1))) == "1.js");
  CHECK(store.contains(numbered_key(1)));
}

TEST_CASE("a store that cannot be written to answers all the same") {
  const Scratch scratch;
  must(open_store(scratch.path()).get_or_build(numbered_key(1), building(1)));
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path())) {
    fs::permissions(entry, entry.is_directory() ? fs::perms(0555) : fs::perms(0444));
  }
  fs::permissions(scratch.path(), fs::perms(0555));
  {
    const WithoutRoot without_root;
    Store store = open_store(scratch.path());
    std::atomic<int> builds = 0;
    CHECK(answer(store.get(numbered_key(1))) == "1.js");
    for (int i = 0; i < 3; ++i) CHECK(answer(store.get_or_build(numbered_key(2), counting(builds, 2))) == "2.js");
    CHECK(builds == 1);
    CHECK(store.counters().unstored == 1);
    CHECK(outcome(store.publish(numbered_key(3), build_map(numbered_map(3))->bytes)) == "permission_denied");
    CHECK(outcome(store.set_alias(StoreAlias::name("x"), numbered_key(1))) == "permission_denied");
    CHECK(store.remove(numbered_key(1)).error().code == ErrorCode::permission_denied);
    CHECK(store.check()->good == 1);
    CHECK(Store::open(scratch / "inside").error().code == ErrorCode::permission_denied);
  }
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path())) {
    if (entry.is_directory()) fs::permissions(entry, fs::perms::owner_all);
  }
  fs::permissions(scratch.path(), fs::perms::owner_all);
}

TEST_CASE("a file that may not be read is an error to get, and built by get_or_build") {
  const Scratch scratch;
  fs::permissions(scratch.path(), fs::perms(0777));
  Store store = open_store(scratch / "store");
  must(store.get_or_build(numbered_key(1), building(1)));
  fs::permissions(store.path_of(numbered_key(1)), fs::perms(0));
  const WithoutRoot without_root;
  Store other = open_store(scratch / "store");
  CHECK(other.get(numbered_key(1)).error().code == ErrorCode::permission_denied);
  CHECK(answer(other.get_or_build(numbered_key(1), building(1))) == "1.js");
}

TEST_CASE("the directory may be deleted at any moment") {
  const Scratch scratch;
  std::atomic<int> builds = 0;
  Store store = open_store(scratch / "store");
  must(store.get_or_build(numbered_key(1), counting(builds, 1)));
  fs::remove_all(scratch / "store");
  CHECK(answer(store.get(numbered_key(1))) == "1.js");  // this process has it open
  CHECK(answer(store.get(numbered_key(2))) == "nothing");
  CHECK(answer(store.get_or_build(numbered_key(2), counting(builds, 2))) == "2.js");
  CHECK(store.contains(numbered_key(2)));
  CHECK(store.contents()->entries == 1);
  CHECK(builds == 2);
  fs::remove_all(scratch / "store");
  CHECK(outcome(store.set_alias(StoreAlias::name("x"), numbered_key(1))) == "ok");
  CHECK(store.evict()->entries == 0);
  CHECK_FALSE(*store.remove(numbered_key(2)));
}

TEST_CASE("copied files are independent of what becomes of the file") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.open_mode = OpenMode::copy});
  const CacheHandle handle = *store.get_or_build(numbered_key(1), building(1, 100'000));
  fs::resize_file(store.path_of(numbered_key(1)), 10);  // what may happen on a network file system
  CHECK(answer(handle) == "1.js");
  CHECK(handle->verify().ok());
  CHECK(answer(store.get(numbered_key(1))) == "1.js");
}

TEST_CASE("a cache that is larger than the store may be is answered from memory") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_bytes = 50'000});
  CHECK(answer(store.get_or_build(numbered_key(1), building(1, 100'000))) == "1.js");
  CHECK(store.counters().unstored == 1);
  CHECK_FALSE(store.contains(numbered_key(1)));
  CHECK(outcome(store.publish(numbered_key(1), build_map(numbered_map(1, 100'000))->bytes)) == "output_too_large");
}

TEST_CASE("bytes that nobody keeps are copied where they cannot be stored") {
  const Scratch scratch;
  Store store = open_store(scratch.path(), {.max_bytes = 4096});
  auto built = build_map(numbered_map(1, 10'000));
  CacheHandle handle;
  {
    auto claim = store.claim(numbered_key(1));
    handle = *claim->finish({built->bytes, nullptr});
  }
  built->owner.reset();
  CHECK(answer(handle) == "1.js");
  CHECK(answer(store.get(numbered_key(1))) == "1.js");
}

TEST_CASE("nothing but what belongs there is left in the directory") {
  const Scratch scratch;
  Store store = open_store(scratch.path());
  for (std::uint64_t i = 0; i < 10; ++i) must(store.get_or_build(numbered_key(i), building(i)));
  CHECK(files_below(scratch.path()) == 12);  // and lock, and usage
}

TEST_CASE("options that make no sense are refused") {
  const Scratch scratch;
  const auto code = [&](StoreOptions options) { return Store::open(scratch.path(), options).error().code; };
  CHECK(code({.low_water = 0}) == ErrorCode::invalid_argument);
  CHECK(code({.low_water = 1.5}) == ErrorCode::invalid_argument);
  CHECK(code({.max_idle = std::chrono::seconds(-1)}) == ErrorCode::invalid_argument);
  CHECK(Store::open("").error().code == ErrorCode::invalid_argument);
  write_file(scratch / "file", "x");
  CHECK_FALSE(Store::open(scratch / "file").ok());
  CHECK_FALSE(Store::open(scratch / "file" / "below").ok());
}
