#include "store/handle_cache.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/store/caches.hpp"
#include "tests/support/seed.hpp"

using smcache::Cache;
using smcache::CacheHandle;
using smcache::Result;
using smcache::StoreKey;
using smcache::detail::HandleCache;
using smcache::detail::HandleEntry;
using smcache::test::answer;
using smcache::test::build_map;
using smcache::test::numbered_key;
using smcache::test::numbered_map;

namespace {

CacheHandle put(HandleCache& handles, std::uint64_t number, std::uint64_t copied = 0) {
  const auto built = build_map(numbered_map(number));
  return handles.insert(numbered_key(number), std::move(*Cache::from_bytes(built->bytes)), built->owner, copied, 0);
}

CacheHandle find(HandleCache& handles, std::uint64_t number) {
  HandleEntry* const entry = handles.find(numbered_key(number));
  return entry == nullptr ? CacheHandle() : entry->handle();
}

std::string text(std::uint64_t number) { return std::to_string(number) + ".js"; }

}  // namespace

TEST_CASE("what is put in is found, and nothing else") {
  HandleCache handles(100, 0);
  CHECK(answer(find(handles, 1)) == "nothing");
  put(handles, 1);
  put(handles, 2);
  CHECK(answer(find(handles, 1)) == "1.js");
  CHECK(answer(find(handles, 2)) == "2.js");
  CHECK(answer(find(handles, 3)) == "nothing");
  CHECK(handles.held() == 2);
  handles.drop(numbered_key(1));
  CHECK(answer(find(handles, 1)) == "nothing");
  CHECK(handles.held() == 1);
}

TEST_CASE("of two caches of a key the first stays") {
  HandleCache handles(8, 0);
  const CacheHandle first = put(handles, 1);
  const CacheHandle second = put(handles, 1);
  CHECK(first.get() == second.get());
  CHECK(handles.held() == 1);
}

TEST_CASE("a handle keeps its cache: after it was dropped, and after all is gone") {
  CacheHandle kept;
  {
    HandleCache handles(8, 0);
    kept = put(handles, 1);
    handles.drop(numbered_key(1));
    put(handles, 2);
    CHECK(answer(kept) == "1.js");
    CHECK(handles.held() == 2);
  }
  const CacheHandle copy = kept;
  kept = CacheHandle();
  CHECK(answer(copy) == "1.js");
  CHECK_FALSE(kept);
}

TEST_CASE("no more are kept than there is room for, and what is used stays") {
  HandleCache handles(64, 0);
  for (std::uint64_t number = 0; number < 1000; ++number) {
    put(handles, number);
    CHECK(handles.held() <= 64);
    if (number >= 10) {
      for (int i = 0; i < 3; ++i) find(handles, 5);
    }
  }
  CHECK(answer(find(handles, 999)) == "999.js");
}

TEST_CASE("what is on the heap is bounded by its size") {
  HandleCache handles(800, 1000);
  for (std::uint64_t number = 0; number < 100; ++number) {
    CHECK(answer(put(handles, number, 100)) == text(number));
    CHECK(handles.held() <= 10);
  }
  CHECK(handles.held() >= 5);
  CHECK(answer(put(handles, 500, 1001)) == "500.js");  // too large to be kept at all
  CHECK(answer(find(handles, 500)) == "nothing");
  for (std::uint64_t number = 1000; number < 1100; ++number) put(handles, number, 0);
  CHECK(handles.held() > 100);
}

TEST_CASE("threads that put in, find and drop at the same time only ever see the right cache") {
  HandleCache handles(24, 0);  // far fewer than keys, so that entries are used again all the time
  constexpr std::uint64_t kKeys = 60;
  std::vector<smcache::Built> built;
  for (std::uint64_t number = 0; number < kKeys; ++number) built.push_back(*build_map(numbered_map(number)));
  std::atomic<int> wrong = 0;
  std::atomic<std::uint64_t> found = 0;
  std::vector<std::thread> threads;
  const std::uint64_t seed = smcache::test::seed();
  for (std::uint64_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      smcache::test::Random random(seed + thread);
      for (int round = 0; round < 20'000; ++round) {
        const std::uint64_t number = random.below(random.chance(0.5) ? 4 : kKeys);
        CacheHandle handle = find(handles, number);
        if (handle) ++found;
        if (!handle) {
          handle = handles.insert(numbered_key(number), std::move(*Cache::from_bytes(built[number].bytes)),
                                  built[number].owner, 0, 0);
        }
        const CacheHandle copy = handle;
        handle = CacheHandle();
        if (copy->source(0).name() != text(number)) ++wrong;
        if (random.chance(0.05)) handles.drop(numbered_key(number));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(found > 0);
  CHECK(handles.held() <= 24);
}
