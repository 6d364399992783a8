// Store: one builds, the others wait.
#include <utility>

#include "smcache/store.hpp"
#include "store/state.hpp"

namespace smcache {

// The lock of a key, and what it takes to use it.
class StoreClaim::Right {
 public:
  Right(std::shared_ptr<Store::State> state, const StoreKey& key, detail::KeyLock lock)
      : state_(std::move(state)), key_(key), lock_(std::move(lock)) {}
  Result<CacheHandle> finish(const Built& built) {
    Result<CacheHandle> kept = state_->keep_built(key_, built, lock_);
    if (!kept) fail(kept.error());
    lock_ = detail::KeyLock();
    state_->evict_if_due();
    return kept;
  }
  void fail(const Error& error) { state_->remember(key_, error); }

 private:
  std::shared_ptr<Store::State> state_;
  StoreKey key_;
  detail::KeyLock lock_;
};

StoreClaim::StoreClaim(CacheHandle cache) noexcept : cache_(std::move(cache)) {}
StoreClaim::StoreClaim(std::unique_ptr<Right> right) noexcept : right_(std::move(right)) {}
StoreClaim::StoreClaim(StoreClaim&&) noexcept = default;
StoreClaim& StoreClaim::operator=(StoreClaim&&) noexcept = default;
StoreClaim::~StoreClaim() = default;

Result<CacheHandle> StoreClaim::finish(const Built& built) {
  const std::unique_ptr<Right> right = std::move(right_);
  if (!right) return Error{ErrorCode::invalid_argument, "there is nothing to build, or it is built"};
  return right->finish(built);
}

void StoreClaim::fail(const Error& error) {
  const std::unique_ptr<Right> right = std::move(right_);
  if (right) right->fail(error);
}

Result<StoreClaim> Store::claim(const StoreKey& key) {
  Result<CacheHandle> cache = state_->get(key);
  if (cache && *cache) return StoreClaim(std::move(*cache));
  const auto failed = [&](Error error) {
    detail::Counters::count(state_->counters.failures_remembered);
    return error;
  };
  if (auto error = state_->remembered(key)) return failed(std::move(*error));

  bool waited = false;
  detail::KeyLock lock = state_->lock(key, detail::KeyLock::Wait::yes, &waited);
  if (waited) detail::Counters::count(state_->counters.waits);
  // Somebody may have built it, or failed, before the lock was ours. A file that cannot be read is built again.
  cache = state_->get_hot(key);
  if (!*cache) cache = state_->get_cold(key, &lock);
  if (cache && *cache) return StoreClaim(std::move(*cache));
  if (auto error = state_->remembered(key)) return failed(std::move(*error));
  return StoreClaim(std::make_unique<StoreClaim::Right>(state_, key, std::move(lock)));
}

Result<CacheHandle> Store::get_or_build(const StoreKey& key, const BuildFunction& build) {
  Result<StoreClaim> claimed = claim(key);
  if (!claimed) return claimed.error();
  if (claimed->cache()) return claimed->cache();
  Result<Built> built = build();
  if (built) return claimed->finish(*built);
  claimed->fail(built.error());
  return built.error();
}

}  // namespace smcache
