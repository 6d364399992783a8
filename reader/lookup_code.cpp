#include "reader/lookup.hpp"

namespace smcache::detail {

const LookupCode& lookup_code() noexcept {
#ifdef SMCACHE_HAS_X86_64_V3
  // Zen 1 and 2 have PDEP, but take up to hundreds of cycles over it.
  static const bool has_v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                             __builtin_cpu_supports("popcnt") && !__builtin_cpu_is("znver1") &&
                             !__builtin_cpu_is("znver2");
  if (has_v3) return kV3Lookup;
#endif
  return kPortableLookup;
}

}  // namespace smcache::detail
