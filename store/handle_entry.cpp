#include "store/handle_entry.hpp"

#include <utility>

#include "store/process_lock.hpp"

namespace smcache {
namespace detail {

void HandleEntry::release() noexcept {
  if (references.fetch_sub(1, std::memory_order_acq_rel) == 1) pool->give_back(this);
}

HandleEntry* HandlePool::take(const StoreKey& key, Cache cache, std::shared_ptr<const void> owner,
                              std::uint64_t copied_bytes) {
  HandleEntry* entry = nullptr;
  {
    const ProcessLock lock;
    entry = free_;
    if (entry != nullptr) free_ = entry->next_free;
  }
  if (entry == nullptr) {
    entry = new HandleEntry();
    entry->pool = this;
  }
  users_.fetch_add(1, std::memory_order_relaxed);
  entry->key = key;
  entry->cache.emplace(std::move(cache));
  entry->owner = std::move(owner);
  entry->copied_bytes = copied_bytes;
  entry->used.store(true, std::memory_order_relaxed);
  entry->next_mark.store(0, std::memory_order_relaxed);
  entry->references.store(1, std::memory_order_release);
  return entry;
}

void HandlePool::give_back(HandleEntry* entry) noexcept {
  entry->cache.reset();
  entry->owner.reset();
  {
    const ProcessLock lock;
    entry->next_free = free_;
    free_ = entry;
  }
  release_one();
}

void HandlePool::release_one() noexcept {
  if (users_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

HandlePool::~HandlePool() {
  while (free_ != nullptr) delete std::exchange(free_, free_->next_free);
}

}  // namespace detail

CacheHandle::CacheHandle(const CacheHandle& other) noexcept : entry_(other.entry_), cache_(other.cache_) {
  if (entry_ != nullptr) entry_->hold();
}

CacheHandle::~CacheHandle() {
  if (entry_ != nullptr) entry_->release();
}

}  // namespace smcache
