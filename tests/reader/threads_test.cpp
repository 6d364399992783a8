// One cache, many threads: for ThreadSanitizer, and for answers that differ.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/fuzz/read_everything.hpp"
#include "tests/property/random_map.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {

TEST_CASE("a cache answers any number of threads at the same time") {
  Random random(seed());
  const auto bytes = cache_of(random_map(random, shapes().back(), JsonStyle()));
  const Cache cache = Cache::from_bytes(bytes).value();
  const std::uint64_t expected = read_everything(cache);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 3; ++round) wrong += read_everything(cache) == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("conversions and first openings run side by side") {
  Random random(seed());
  const Scratch scratch;
  const std::string map = random_map(random, shapes()[3], JsonStyle());
  const auto expected = cache_of(map);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto made = cache_of(map);
      write_file(scratch / std::to_string(i), made);
      const auto cache = Cache::open(scratch / std::to_string(i));
      wrong += made == expected && cache.ok() && cache->verify().ok() ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

}  // namespace smcache::test
