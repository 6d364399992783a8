// What a process counts of its work with a store.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "smcache/store.hpp"

namespace smcache::detail {

struct Counters {
  using Counter = std::atomic<std::uint64_t>;
  Counter opens{0};
  Counter misses{0};
  Counter builds{0};
  Counter waits{0};
  Counter failures{0};
  Counter failures_remembered{0};
  Counter evictions{0};
  Counter quarantined{0};
  Counter unstored{0};

  static void count(Counter& counter) noexcept { counter.fetch_add(1, std::memory_order_relaxed); }

  // Hits are counted in several places, so that threads that hit at the same time do not share a cache line.
  void count_hit() noexcept { count(hits_[place()].counter); }

  [[nodiscard]] StoreCounters read(std::uint64_t handles) const noexcept {
    const auto value = [](const Counter& counter) { return counter.load(std::memory_order_relaxed); };
    StoreCounters counters{.opens = value(opens),
                           .misses = value(misses),
                           .builds = value(builds),
                           .waits = value(waits),
                           .failures = value(failures),
                           .failures_remembered = value(failures_remembered),
                           .evictions = value(evictions),
                           .quarantined = value(quarantined),
                           .unstored = value(unstored),
                           .handles = handles};
    for (const Place& place : hits_) counters.hits += value(place.counter);
    return counters;
  }

 private:
  static constexpr unsigned kPlaces = 16;
  struct alignas(64) Place {
    Counter counter{0};
  };
  static unsigned place() noexcept {
    static std::atomic<unsigned> threads{0};
    thread_local const unsigned mine = threads.fetch_add(1, std::memory_order_relaxed) % kPlaces;
    return mine;
  }
  std::array<Place, kPlaces> hits_;
};

}  // namespace smcache::detail
