// What stands behind a CacheHandle, and the pool that these come from.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "smcache/cache.hpp"
#include "smcache/cache_handle.hpp"
#include "smcache/store_key.hpp"

namespace smcache::detail {

class HandlePool;

// An open cache and who counts on it. The memory of an entry is used again for another cache, but is not given back
// while its pool has a store: that is why a thread may try to hold an entry that it only just found, without a lock.
struct HandleEntry {
  // What an entry is about. Changes only while nobody holds it.
  StoreKey key;
  std::optional<Cache> cache;
  std::shared_ptr<const void> owner;  // of bytes that are not in a file
  std::uint64_t copied_bytes = 0;     // on the heap rather than mapped

  std::atomic<std::uint32_t> references{0};
  std::atomic<bool> used{false};           // since somebody looked for one to let go
  std::atomic<std::int64_t> next_mark{0};  // when its use is to be noted again, in seconds of a steady clock
  HandlePool* pool = nullptr;
  HandleEntry* next_free = nullptr;

  // One reference more, if there is any. After it the entry's fields can be read, and may be another cache's than was
  // looked for.
  bool try_hold() noexcept {
    std::uint32_t count = references.load(std::memory_order_relaxed);
    while (count != 0) {
      if (references.compare_exchange_weak(count, count + 1, std::memory_order_acquire, std::memory_order_relaxed))
        return true;
    }
    return false;
  }
  // REQUIRES: the caller holds it.
  void hold() noexcept { references.fetch_add(1, std::memory_order_relaxed); }
  void release() noexcept;

  // Makes a held reference a handle's.
  CacheHandle handle() noexcept { return {this, &*cache}; }
};

// Entries, as many as were ever open at the same time. Lives until its store and the last handle are gone.
class HandlePool {
 public:
  static HandlePool* create() { return new HandlePool(); }
  // The store is gone: deletes the pool, at once or with the last handle.
  void abandon() noexcept { release_one(); }

  // An entry with one reference.
  HandleEntry* take(const StoreKey& key, Cache cache, std::shared_ptr<const void> owner, std::uint64_t copied_bytes);
  // For HandleEntry::release().
  void give_back(HandleEntry* entry) noexcept;
  // How many entries are held.
  [[nodiscard]] std::uint64_t held() const noexcept { return users_.load(std::memory_order_relaxed) - 1; }

 private:
  HandlePool() = default;
  ~HandlePool();
  void release_one() noexcept;

  std::atomic<std::uint64_t> users_{1};  // entries that are held, and the store
  HandleEntry* free_ = nullptr;          // under ProcessLock
};

}  // namespace smcache::detail
