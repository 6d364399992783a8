// store_measure DIRECTORY [KEYS...]: how long a store takes to give a cache, with so many keys in it (100 to 100,000).
// The directory is filled as needed and stays.
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

#include "tests/store/caches.hpp"
#include "tests/support/seed.hpp"

using namespace smcache;
using namespace smcache::test;
using Clock = std::chrono::steady_clock;

namespace {

double nanoseconds(Clock::time_point since, std::size_t count) {
  return std::chrono::duration<double, std::nano>(Clock::now() - since).count() / static_cast<double>(count);
}

void fill(Store& store, std::uint64_t keys) {
  const Built built = must(build_map(numbered_map(1, 5000)));
  const auto begin = Clock::now();
  std::size_t made = 0;
  for (std::uint64_t i = 0; i < keys; ++i) {
    if (store.contains(numbered_key(i))) continue;
    must(must(store.claim(numbered_key(i))).finish(built));
    ++made;
  }
  if (made > 0) std::cout << "  publish, unsynced: " << nanoseconds(begin, made) / 1000 << " us\n";
}

// Each thread asks for keys that are open, `rounds` times.
double hot(Store& store, std::size_t threads, const std::vector<StoreKey>& keys) {
  constexpr std::size_t kRounds = 3'000'000;
  for (const StoreKey& key : keys) must(store.get(key));
  std::vector<std::thread> running;
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < threads; ++i) {
    running.emplace_back([&] {
      for (std::size_t round = 0, at = 0; round < kRounds; ++round) {
        if (!*store.get(keys[at])) std::abort();
        at = at + 1 == keys.size() ? 0 : at + 1;
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  return nanoseconds(begin, kRounds);
}

// Keys in random order, of which next to none are open; the second time over, so that they are in the page cache.
double cold(const std::filesystem::path& root, std::uint64_t keys) {
  Store store = must(Store::open(root, {.max_handles = 8}));
  Random random(1);
  std::vector<StoreKey> asked;
  for (int i = 0; i < 20'000; ++i) asked.push_back(numbered_key(random.below(keys)));
  for (const StoreKey& key : asked) must(store.get(key));
  const auto begin = Clock::now();
  for (const StoreKey& key : asked) must(store.get(key));
  return nanoseconds(begin, asked.size());
}

void measure(const std::filesystem::path& root, std::uint64_t keys) {
  std::cout << keys << " keys\n";
  Store store = must(Store::open(root, {.durable = false}));
  fill(store, keys);
  std::vector<StoreKey> some;
  for (std::uint64_t i = 0; i < 100; ++i) some.push_back(numbered_key(i % keys));
  for (const std::size_t threads : {1U, 2U}) {
    std::cout << "  hot get from " << threads << " threads: one key " << hot(store, threads, {some[0]})
              << " ns, 100 keys " << hot(store, threads, some) << " ns\n";
  }
  std::cout << "  cold get: " << cold(root, keys) / 1000 << " us" << std::endl;
}

}  // namespace

int main(int count, char** values) {
  if (count < 2) return 2;
  std::cout << std::fixed << std::setprecision(1);
  std::vector<std::uint64_t> sizes;
  for (int i = 2; i < count; ++i) sizes.push_back(std::strtoull(values[i], nullptr, 10));
  if (sizes.empty()) sizes = {100, 1'000, 10'000, 100'000};
  for (const std::uint64_t keys : sizes) measure(std::filesystem::path(values[1]) / std::to_string(keys), keys);
}
