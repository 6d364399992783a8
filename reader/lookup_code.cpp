#include "reader/lookup.hpp"

namespace smcache::detail {

#ifdef SMCACHE_HAS_X86_64_V3
namespace {

bool has_v3() noexcept {
  // Zen 1 and 2 have PDEP, but take up to hundreds of cycles over it.
  static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                          __builtin_cpu_supports("popcnt") && !__builtin_cpu_is("znver1") &&
                          !__builtin_cpu_is("znver2");
  return has;
}

}  // namespace

const LookupCode& lookup_code() noexcept { return has_v3() ? kV3Lookup : kPortableLookup; }
ScopeLookup scope_lookup() noexcept { return has_v3() ? kV3ScopeLookup : kPortableScopeLookup; }
#else
const LookupCode& lookup_code() noexcept { return kPortableLookup; }
ScopeLookup scope_lookup() noexcept { return kPortableScopeLookup; }
#endif

}  // namespace smcache::detail
