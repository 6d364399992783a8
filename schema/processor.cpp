#include "schema/processor.hpp"

namespace smcache::detail {

bool runs_v3() noexcept {
#ifdef __x86_64__
  // Zen 1 and 2 have PDEP, but take up to hundreds of cycles over it.
  static const bool runs = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                           __builtin_cpu_supports("popcnt") && !__builtin_cpu_is("znver1") &&
                           !__builtin_cpu_is("znver2");
  return runs;
#else
  return false;
#endif
}

}  // namespace smcache::detail
