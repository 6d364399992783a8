// The lookup itself (spec.md 10), in as many builds as there are instruction sets to choose from.
#pragma once

#include <cstddef>

#include "reader/tables.hpp"
#include "smcache/cache.hpp"

namespace smcache::detail {

struct LookupCode {
  Location (*one)(const Tables& tables, Position position, Reach reach) noexcept;
  void (*many)(const Tables& tables, const Position* positions, Location* locations, std::size_t count,
               Reach reach) noexcept;
};

extern const LookupCode kPortableLookup;
extern const LookupCode kV3Lookup;  // where SMCACHE_HAS_X86_64_V3

// The fastest that this processor runs.
const LookupCode& lookup_code() noexcept;

}  // namespace smcache::detail
