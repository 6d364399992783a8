// What stands behind an smc_cache.
#pragma once

#include <optional>
#include <utility>

#include "smcache.h"
#include "smcache/cache.hpp"
#include "smcache/cache_handle.hpp"

struct smc_cache {  // NOLINT(readability-identifier-naming): the C header names it
  explicit smc_cache(smcache::Cache opened) noexcept : own(std::move(opened)), cache(*own) {}
  explicit smc_cache(smcache::CacheHandle held) noexcept : shared(std::move(held)), cache(*shared) {}

  std::optional<smcache::Cache> own;
  smcache::CacheHandle shared;  // of a store
  const smcache::Cache& cache;  // the one of the two that there is
};

namespace smcache::detail {

inline Reach reach_of(std::uint32_t value) noexcept {
  return value == SMC_REACH_ACROSS_LINES ? Reach::across_lines : Reach::line;
}

}  // namespace smcache::detail
