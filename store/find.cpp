// Store: from a key or an alias to an open cache.
#include <ctime>
#include <utility>

#include "store/small_file.hpp"
#include "store/state.hpp"

namespace smcache {
namespace {

// Cheap to read; a tick or so late. CLOCK_MONOTONIC: marks must not depend on a clock that may be set.
std::int64_t steady_seconds() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return now.tv_sec;
}

}  // namespace

detail::KeyLock Store::State::lock(const StoreKey& key, detail::KeyLock::Wait wait, bool* waited) const {
  const std::filesystem::path file = layout.lock_file();
  detail::KeyLock lock = detail::KeyLock::acquire(file, detail::KeyLock::place_of(key), wait, waited);
  if (lock.state() != detail::KeyLock::State::unavailable || !detail::make_folder_of(file)) return lock;
  return detail::KeyLock::acquire(file, detail::KeyLock::place_of(key), wait, waited);  // the store had been deleted
}

CacheHandle Store::State::get_hot(const StoreKey& key) noexcept {
  detail::HandleEntry* const entry = handles.find(key);
  if (entry == nullptr) return {};
  CacheHandle handle = entry->handle();
  const std::int64_t now = steady_seconds();
  std::int64_t due = entry->next_mark.load(std::memory_order_relaxed);
  if (now < due) return handle;
  // One thread sees to it. Another process may have, meanwhile.
  if (!entry->next_mark.compare_exchange_strong(due, now + mark_interval, std::memory_order_relaxed)) return handle;
  if (entry->owner) return handle;  // in memory only
  struct stat status {};
  const std::filesystem::path path = layout.entry(key);
  bool there = ::stat(path.c_str(), &status) == 0;
  if (there && detail::is_mark_due(status, detail::wall_clock(), mark_interval)) there = detail::mark_used(path);
  if (there) return handle;
  handles.drop(key);  // evicted: the space is free once nobody has it mapped
  return {};
}

Result<CacheHandle> Store::State::get_cold(const StoreKey& key, const detail::KeyLock* own_lock) {
  const std::filesystem::path path = layout.entry(key);
  auto opened = detail::open_entry(path, open_mode, options.verify_on_open);
  if (!opened) return opened.error();
  if (!*opened) return CacheHandle();
  detail::EntryFile& entry = **opened;
  if (entry.damage) {
    // Without the lock, a good file that somebody has just built in its place might be put aside.
    const detail::KeyLock mine = own_lock == nullptr ? lock(key, detail::KeyLock::Wait::no) : detail::KeyLock();
    const detail::KeyLock& any = own_lock == nullptr ? mine : *own_lock;
    if (any.state() == detail::KeyLock::State::held && detail::quarantine(layout, key, entry.status)) {
      detail::Counters::count(counters.quarantined);
    }
    return CacheHandle();
  }
  if (detail::is_mark_due(entry.status, detail::wall_clock(), mark_interval)) detail::mark_used(path);
  const std::uint64_t copied = open_mode == OpenMode::copy ? entry.cache->bytes().size() : 0;
  return handles.insert(key, std::move(*entry.cache), nullptr, copied, steady_seconds() + mark_interval);
}

Result<CacheHandle> Store::State::get(const StoreKey& key) {
  if (CacheHandle hot = get_hot(key)) {
    counters.count_hit();
    return hot;
  }
  Result<CacheHandle> cold = get_cold(key);
  if (cold) detail::Counters::count(*cold ? counters.opens : counters.misses);
  return cold;
}

std::optional<Error> Store::State::remembered(const StoreKey& key) const {
  if (options.failure_ttl.count() == 0) return std::nullopt;
  const auto text = detail::read_small_file(layout.note(key));
  if (!text) return std::nullopt;
  auto note = detail::FailureNote::parse(*text);
  if (!note || !note->holds(detail::wall_clock(), options.converter)) return std::nullopt;
  return std::move(note->error);
}

std::optional<StoreKey> Store::State::find(const StoreAlias& alias) const {
  const auto text = detail::read_small_file(layout.alias(alias));
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  const auto key = StoreKey::parse(detail::take_line(rest));
  return rest == alias.text() ? key : std::nullopt;
}

}  // namespace smcache
