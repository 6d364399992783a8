// Eviction: one look at every file, then those go that are too old, too many, or nobody's.
#pragma once

#include <cstdint>
#include <functional>

#include "smcache/error.hpp"
#include "smcache/store.hpp"
#include "store/failure_note.hpp"
#include "store/layout.hpp"

namespace smcache::detail {

struct SweepLimits {
  std::uint64_t max_bytes = 0;      // 0: no cap
  std::uint64_t low_water = 0;      // down to which caches go once the cap is passed
  std::uint64_t free_at_least = 0;  // whatever the cap says
  Seconds max_idle = 0;             // 0: no matter
  Seconds note_age = 0;             // of notes of failures
  Seconds now = 0;
};

// Files of all format versions count alike. `evicted` hears of each cache of this version that was removed. A file that
// was used after it was looked at stays. Errors: permission_denied, io.
Result<StoreEviction> sweep(const Layout& layout, const SweepLimits& limits,
                            const std::function<void(const StoreKey&)>& evicted);

// Counts what is there. Errors: permission_denied, io.
Result<StoreContents> count_contents(const Layout& layout);

}  // namespace smcache::detail
