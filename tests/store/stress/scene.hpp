// What the processes of the stress test know of each other: the maps, what their caches must be, and shared counts.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "smcache/store.hpp"
#include "tests/support/seed.hpp"

namespace smcache::test::stress {

inline constexpr std::uint64_t kMaxKeys = 10'000;

// In memory that all processes share.
struct Shared {
  std::atomic<std::uint64_t> operations;
  std::atomic<std::uint64_t> builds;
  std::atomic<std::uint64_t> waits;
  std::atomic<std::uint64_t> unstored;
  std::atomic<std::uint64_t> corrupted;
  std::atomic<std::uint64_t> removed;
  std::atomic<std::uint64_t> evicted;
  std::atomic<std::uint64_t> wrong;
  std::array<std::atomic<std::uint32_t>, kMaxKeys> builds_of;
};

struct Scene {
  std::filesystem::path root;
  std::uint64_t keys = 200;
  std::uint64_t seed = 0;
  Shared* shared = nullptr;
  std::vector<std::string> caches;  // what each key's must be, to the byte

  // Every tenth key's map cannot be converted.
  [[nodiscard]] static bool is_bad(std::uint64_t number) noexcept { return number % 10 == 9; }
  [[nodiscard]] static StoreKey key(std::uint64_t number);
  [[nodiscard]] static std::string map(std::uint64_t number);
  [[nodiscard]] static StoreAlias alias(std::uint64_t number);
  [[nodiscard]] BuildFunction building(std::uint64_t number) const;
  [[nodiscard]] StoreOptions options() const;

  // The ways in which the test damages a cache; whatever else is damaged, the store did.
  static constexpr int kDamages = 4;
  [[nodiscard]] std::string damaged(std::uint64_t number, int way) const;
};

// Makes the maps and the shared memory.
Scene make_scene(const std::filesystem::path& root, std::uint64_t keys, std::uint64_t seed);

// Opens the scene's store and does `task` with it.
bool open_and(const Scene& scene, bool (*task)(const Scene&, Store&, std::uint64_t), std::uint64_t seed);

// Does what workers do, on one thread, until it is killed, or the count in `operations` is done. False where something
// was wrong, which it says on standard error.
bool work(const Scene& scene, Store& store, std::uint64_t seed, std::uint64_t operations);

// Asks for every key once, in random order. The same.
bool ask_for_all(const Scene& scene, Store& store, std::uint64_t seed);

}  // namespace smcache::test::stress
