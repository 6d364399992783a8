// What stands behind an smc_cache.
#pragma once

#include <utility>

#include "smcache.h"
#include "smcache/cache.hpp"

struct smc_cache {  // NOLINT(readability-identifier-naming): the C header names it
  explicit smc_cache(smcache::Cache opened) noexcept : cache(std::move(opened)) {}
  smcache::Cache cache;
};

namespace smcache::detail {

inline Reach reach_of(std::uint32_t value) noexcept {
  return value == SMC_REACH_ACROSS_LINES ? Reach::across_lines : Reach::line;
}

}  // namespace smcache::detail
