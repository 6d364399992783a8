#include "store/handle_cache.hpp"

#include <algorithm>
#include <utility>

#include "store/process_lock.hpp"

namespace smcache::detail {

HandleCache::HandleCache(std::uint32_t max_handles, std::uint64_t max_copied_bytes)
    : shards_(std::max<std::size_t>(1, (max_handles + kWays - 1) / kWays)),
      pool_(HandlePool::create()),
      max_copied_bytes_(max_copied_bytes) {}

HandleCache::~HandleCache() {
  for (Shard& shard : shards_) {
    for (const auto& entry : shard.entries) {
      if (HandleEntry* const held = entry.load(std::memory_order_relaxed)) held->release();
    }
  }
  pool_->abandon();
}

HandleEntry* HandleCache::find(const StoreKey& key) noexcept {
  Shard& shard = shard_of(key);
  for (unsigned way = 0; way < kWays; ++way) {
    if (shard.tags[way].load(std::memory_order_relaxed) != key.low) continue;
    HandleEntry* const entry = shard.entries[way].load(std::memory_order_acquire);
    if (entry == nullptr || !entry->try_hold()) continue;
    if (entry->key == key) {
      if (!entry->used.load(std::memory_order_relaxed)) entry->used.store(true, std::memory_order_relaxed);
      return entry;
    }
    entry->release();
  }
  return nullptr;
}

HandleEntry* HandleCache::take_out(Shard& shard, unsigned way) noexcept {
  HandleEntry* const entry = shard.entries[way].exchange(nullptr, std::memory_order_acq_rel);
  shard.tags[way].store(0, std::memory_order_relaxed);
  if (entry != nullptr) copied_bytes_ -= entry->copied_bytes;
  return entry;
}

// A free place, or that of one that was not used since the hand came by last.
unsigned HandleCache::place_in(Shard& shard) noexcept {
  for (unsigned way = 0; way < kWays; ++way) {
    if (shard.entries[way].load(std::memory_order_relaxed) == nullptr) return way;
  }
  for (;;) {
    const unsigned way = shard.hand++ % kWays;
    if (!shard.entries[way].load(std::memory_order_relaxed)->used.exchange(false, std::memory_order_relaxed))
      return way;
  }
}

void HandleCache::trim_copies(std::vector<HandleEntry*>& out) noexcept {
  for (std::size_t seen = 0; copied_bytes_ > max_copied_bytes_ && seen < 2 * shards_.size(); ++seen) {
    Shard& shard = shards_[trim_hand_++ % shards_.size()];
    for (unsigned way = 0; way < kWays; ++way) {
      HandleEntry* const entry = shard.entries[way].load(std::memory_order_relaxed);
      if (entry == nullptr || entry->copied_bytes == 0) continue;
      if (!entry->used.exchange(false, std::memory_order_relaxed)) out.push_back(take_out(shard, way));
    }
  }
}

CacheHandle HandleCache::insert(const StoreKey& key, Cache cache, std::shared_ptr<const void> owner,
                                std::uint64_t copied_bytes, std::int64_t next_mark) {
  HandleEntry* const made = pool_->take(key, std::move(cache), std::move(owner), copied_bytes);
  made->next_mark.store(next_mark, std::memory_order_relaxed);
  CacheHandle handle = made->handle();
  if (copied_bytes > max_copied_bytes_) return handle;
  std::vector<HandleEntry*> out;
  // trim_copies() adds at most the heap's entries of what it looks at; most of the time there are none.
  out.reserve(max_copied_bytes_ == 0 || copied_bytes == 0 ? 2 : 2 + kWays * shards_.size());
  {
    const ProcessLock lock;
    Shard& shard = shard_of(key);
    for (unsigned way = 0; way < kWays; ++way) {
      HandleEntry* const there = shard.entries[way].load(std::memory_order_relaxed);
      if (there == nullptr || there->key != key) continue;
      there->hold();
      return there->handle();  // `handle` lets go of what was made, after the lock
    }
    const unsigned way = place_in(shard);
    if (HandleEntry* const old = take_out(shard, way)) out.push_back(old);
    made->hold();
    copied_bytes_ += copied_bytes;
    shard.tags[way].store(key.low, std::memory_order_relaxed);
    shard.entries[way].store(made, std::memory_order_release);
    trim_copies(out);
  }
  for (HandleEntry* const entry : out) entry->release();
  return handle;
}

void HandleCache::drop(const StoreKey& key) noexcept {
  HandleEntry* out = nullptr;
  {
    const ProcessLock lock;
    Shard& shard = shard_of(key);
    for (unsigned way = 0; way < kWays && out == nullptr; ++way) {
      const HandleEntry* const there = shard.entries[way].load(std::memory_order_relaxed);
      if (there != nullptr && there->key == key) out = take_out(shard, way);
    }
  }
  if (out != nullptr) out->release();
}

}  // namespace smcache::detail
