// What stands behind an smc_store, and its keys.
#pragma once

#include <cstdint>
#include <utility>

#include "smcache/store.hpp"
#include "smcache_store.h"

struct smc_store {  // NOLINT(readability-identifier-naming): the C header names it
  explicit smc_store(smcache::Store opened) noexcept : store(std::move(opened)) {}
  smcache::Store store;
};

namespace smcache::detail {

inline StoreKey key_of(const smc_key& key) noexcept {
  StoreKey result;
  for (unsigned i = 0; i < 8; ++i) {
    result.high = result.high << 8 | key.bytes[i];
    result.low = result.low << 8 | key.bytes[8 + i];
  }
  return result;
}

inline void set_key(smc_key* out, const StoreKey& key) noexcept {
  if (out == nullptr) return;
  for (unsigned i = 0; i < 8; ++i) {
    out->bytes[i] = static_cast<std::uint8_t>(key.high >> (56 - 8 * i));
    out->bytes[8 + i] = static_cast<std::uint8_t>(key.low >> (56 - 8 * i));
  }
}

}  // namespace smcache::detail
