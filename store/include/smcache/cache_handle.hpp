// A cache that a store has open, shared by all who ask for it.
#pragma once

#include <cstdint>
#include <utility>

#include "smcache/cache.hpp"

namespace smcache {

namespace detail {
struct HandleEntry;
}

// Keeps the cache open, and what it handed out valid, for as long as a copy of the handle lives: also after
// the file was evicted, removed or replaced, and after the Store is gone. Copying is an atomic increment.
// Threads: like std::shared_ptr, different handles of one cache may be used at the same time; one and the
// same handle may be copied at the same time, but not assigned to.
class CacheHandle {
 public:
  CacheHandle() noexcept = default;  // holds nothing
  CacheHandle(const CacheHandle& other) noexcept;
  CacheHandle(CacheHandle&& other) noexcept
      : entry_(std::exchange(other.entry_, nullptr)), cache_(std::exchange(other.cache_, nullptr)) {}
  CacheHandle& operator=(CacheHandle other) noexcept {
    std::swap(entry_, other.entry_);
    std::swap(cache_, other.cache_);
    return *this;
  }
  ~CacheHandle();

  [[nodiscard]] explicit operator bool() const noexcept { return cache_ != nullptr; }
  // REQUIRES: holds a cache.
  const Cache& operator*() const noexcept { return *cache_; }
  const Cache* operator->() const noexcept { return cache_; }
  // Null where it holds nothing.
  [[nodiscard]] const Cache* get() const noexcept { return cache_; }

 private:
  friend struct detail::HandleEntry;
  CacheHandle(detail::HandleEntry* entry, const Cache* cache) noexcept : entry_(entry), cache_(cache) {}
  detail::HandleEntry* entry_ = nullptr;
  const Cache* cache_ = nullptr;
};

}  // namespace smcache
