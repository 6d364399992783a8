// The caches that a process keeps open: what makes asking again for a key a hash look-up and an atomic increment.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "smcache/cache_handle.hpp"
#include "smcache/store_key.hpp"
#include "store/handle_entry.hpp"

namespace smcache::detail {

// Shards of eight. A key belongs to one shard and may stand in any of its places; a full shard lets go of one that was
// not used of late. Finding takes no lock; a find that meets a change may miss what is there, which costs an open.
class HandleCache {
 public:
  // Keeps about `max_handles`, and of bytes on the heap at most `max_copied_bytes`.
  HandleCache(std::uint32_t max_handles, std::uint64_t max_copied_bytes);
  HandleCache(const HandleCache&) = delete;
  HandleCache& operator=(const HandleCache&) = delete;
  ~HandleCache();

  // A held entry, or null.
  HandleEntry* find(const StoreKey& key) noexcept;

  // Keeps a cache, unless the key is there already, and gives a handle of what is there then. One that is larger than
  // all that may be on the heap is not kept.
  CacheHandle insert(const StoreKey& key, Cache cache, std::shared_ptr<const void> owner, std::uint64_t copied_bytes,
                     std::int64_t next_mark);

  // Lets go of a key. Handles of it stay good.
  void drop(const StoreKey& key) noexcept;

  [[nodiscard]] std::uint64_t held() const noexcept { return pool_->held(); }

 private:
  static constexpr unsigned kWays = 8;
  struct alignas(64) Shard {
    std::array<std::atomic<std::uint64_t>, kWays> tags{};  // of the keys; whether it is the key, the entry says
    std::array<std::atomic<HandleEntry*>, kWays> entries{};
    unsigned hand = 0;  // where the next search for one to let go begins; under ProcessLock
  };

  Shard& shard_of(const StoreKey& key) noexcept { return shards_[key.high % shards_.size()]; }
  HandleEntry* take_out(Shard& shard, unsigned way) noexcept;
  unsigned place_in(Shard& shard) noexcept;
  void trim_copies(std::vector<HandleEntry*>& out) noexcept;

  std::vector<Shard> shards_;
  HandlePool* pool_;
  std::uint64_t max_copied_bytes_;
  std::uint64_t copied_bytes_ = 0;  // under ProcessLock
  std::size_t trim_hand_ = 0;
};

}  // namespace smcache::detail
