// Store: when it is time to evict, and checking of all files.
#include <algorithm>
#include <utility>

#include "store/state.hpp"
#include "store/sweep.hpp"
#include "store/usage.hpp"
#include "store/walk.hpp"

namespace smcache {
namespace {

// How long a store that stays below its cap may go without a sweep, which removes what is idle and what dead processes
// left: a tenth of the idle age, but neither less than a minute nor more than an hour.
detail::Seconds sweep_interval(const StoreOptions& options) noexcept {
  constexpr detail::Seconds kShortest = 60;
  constexpr detail::Seconds kLongest = 3600;
  return options.max_idle.count() == 0 ? kLongest : std::clamp(options.max_idle.count() / 10, kShortest, kLongest);
}

}  // namespace

Result<StoreEviction> Store::State::evict(std::uint64_t max_bytes, std::uint64_t free_at_least) {
  detail::SweepLimits limits;
  limits.max_bytes = max_bytes;
  limits.low_water = static_cast<std::uint64_t>(options.low_water * static_cast<double>(max_bytes));
  limits.free_at_least = free_at_least;
  limits.max_idle = options.max_idle.count();
  limits.note_age = options.failure_ttl.count();
  limits.now = detail::wall_clock();
  auto swept = detail::sweep(layout, limits, [&](const StoreKey& key) { handles.drop(key); });
  if (!swept) return swept;
  counters.evictions.fetch_add(swept->evicted, std::memory_order_relaxed);
  detail::write_usage(layout.usage_file(), {swept->bytes, swept->entries, limits.now});
  return swept;
}

void Store::State::account(std::uint64_t written, std::optional<std::uint64_t> replaced) {
  const auto usage = detail::change_usage(layout.usage_file(), layout.lock_file(), [&](detail::Usage& numbers) {
    if (replaced) numbers.subtract(*replaced);
    if (written > 0) numbers.add(written);
  });
  const detail::Seconds now = detail::wall_clock();
  const bool past_cap = usage && options.max_bytes > 0 && usage->bytes > options.max_bytes;
  const bool due = !usage || usage->swept > now + detail::kClockSlack || now - usage->swept >= sweep_interval(options);
  if (written > 0 && (past_cap || due)) eviction_due_.store(true, std::memory_order_relaxed);
}

void Store::State::evict_if_due() {
  if (!eviction_due_.exchange(false, std::memory_order_relaxed)) return;
  const detail::KeyLock one =
      detail::KeyLock::acquire(layout.lock_file(), detail::KeyLock::kSweep, detail::KeyLock::Wait::no);
  if (one.state() == detail::KeyLock::State::busy) return;
  static_cast<void>(evict(options.max_bytes, 0));  // what cannot be listed or removed stays
}

Result<StoreCheck> Store::State::check() {
  StoreCheck found;
  const std::string this_version = layout.version().filename().string();
  const Status walked = detail::walk_store(layout.root(), [&](const detail::StoreFile& file) {
    if (file.kind != detail::FileKind::entry || file.version != this_version) return;
    const auto key = detail::key_of_name(file.folder, file.name, detail::kEntrySuffix);
    const auto opened = detail::open_entry(file.path, open_mode, true);
    if (!opened) {
      found.damaged.push_back({*key, opened.error()});
      return;
    }
    if (!*opened) return;  // evicted meanwhile
    const detail::EntryFile& entry = **opened;
    if (!entry.damage) {
      ++found.good;
      found.bytes += static_cast<std::uint64_t>(entry.status.st_size);
      return;
    }
    found.damaged.push_back({*key, *entry.damage});
    const detail::KeyLock held = lock(*key, detail::KeyLock::Wait::yes);
    if (held.state() != detail::KeyLock::State::held || !detail::quarantine(layout, *key, entry.status)) return;
    detail::Counters::count(counters.quarantined);
    handles.drop(*key);
    account(0, detail::counted_size(static_cast<std::uint64_t>(entry.status.st_size)));
  });
  if (!walked) return walked.error();
  return found;
}

}  // namespace smcache
