// What stands behind a Store: everything that its parts need of each other.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "smcache/store.hpp"
#include "store/counters.hpp"
#include "store/entry_file.hpp"
#include "store/failure_note.hpp"
#include "store/handle_cache.hpp"
#include "store/key_lock.hpp"
#include "store/layout.hpp"

namespace smcache {

class Store::State {
 public:
  State(std::filesystem::path root, StoreOptions wanted);

  // ---- Finding (find.cpp)

  // From a handle, or else from the file. Empty where there is none.
  Result<CacheHandle> get(const StoreKey& key);
  // A handle that is kept, or nothing.
  CacheHandle get_hot(const StoreKey& key) noexcept;
  // From the file. `own_lock` is the key's, where the caller has it.
  Result<CacheHandle> get_cold(const StoreKey& key, const detail::KeyLock* own_lock = nullptr);
  // The failure that is remembered of the key.
  [[nodiscard]] std::optional<Error> remembered(const StoreKey& key) const;
  [[nodiscard]] std::optional<StoreKey> find(const StoreAlias& alias) const;

  // ---- Storing (publish.cpp)

  // Gives a cache its place. `own_lock` is the key's. Errors: those of writing.
  Status write(const StoreKey& key, const Cache& cache, const detail::KeyLock& own_lock);
  Result<CacheHandle> keep_built(const StoreKey& key, const Built& built, const detail::KeyLock& own_lock);
  void remember(const StoreKey& key, const Error& error);
  Result<bool> remove(const StoreKey& key);
  Status set_alias(const StoreAlias& alias, const StoreKey& key);

  // ---- Evicting (evict.cpp)

  Result<StoreEviction> evict(std::uint64_t max_bytes, std::uint64_t free_at_least);
  // A cache of so many bytes took the place of one of so many.
  void account(std::uint64_t written, std::optional<std::uint64_t> replaced);
  // Evicts, if what was accounted for says that it is time. Not while a key is locked: it takes a while.
  void evict_if_due();
  Result<StoreCheck> check();

  [[nodiscard]] detail::KeyLock lock(const StoreKey& key, detail::KeyLock::Wait wait, bool* waited = nullptr) const;

  const detail::Layout layout;
  const StoreOptions options;
  const OpenMode open_mode;
  const detail::Seconds mark_interval;  // of use
  detail::Counters counters;
  detail::HandleCache handles;

 private:
  [[nodiscard]] Status write_once(const std::filesystem::path& path, std::span<const std::byte> bytes) const;
  std::atomic<bool> eviction_due_{false};
};

}  // namespace smcache
