// A store: finding, building, storing.
#include "smcache/store.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"
#include "bindings/c/store_handle.hpp"
#include "smcache_store.h"

struct smc_store_claim {  // NOLINT(readability-identifier-naming): the C header names it
  explicit smc_store_claim(smcache::StoreClaim given) noexcept : claim(std::move(given)) {}
  smcache::StoreClaim claim;
};

namespace {

using smcache::CacheHandle;
using smcache::ErrorCode;
using smcache::Result;
using smcache::StoreOptions;
using smcache::detail::guarded;
using smcache::detail::key_of;
using smcache::detail::report;
using smcache::detail::report_success;

StoreOptions wanted(const smc_store_options* given) {
  smc_store_options known{};  // of which an older caller knows a shorter part
  if (given != nullptr) std::memcpy(&known, given, std::min(given->struct_size, sizeof known));
  StoreOptions options;
  options.max_bytes = known.max_bytes;
  options.max_idle = std::chrono::seconds(known.max_idle);
  if (known.failure_ttl != 0) options.failure_ttl = std::chrono::seconds(known.failure_ttl);
  if (known.forget_failures != 0) options.failure_ttl = std::chrono::seconds(0);
  if (known.low_water != 0) options.low_water = known.low_water / 100.0;
  if (known.max_handles != 0) options.max_handles = known.max_handles;
  options.durable = known.unsynced == 0;
  options.verify_on_open = known.verify != 0;
  if (known.copy != 0) options.open_mode = smcache::OpenMode::copy;
  return options;
}

std::span<const std::byte> span_of(const void* bytes, std::size_t size) noexcept {
  return {static_cast<const std::byte*>(bytes), bytes == nullptr ? 0 : size};
}

// Hands out what a handle holds; nothing where it holds nothing.
std::int32_t hand_out(CacheHandle handle, smc_cache** out, smc_error* error) {
  if (handle) *out = std::make_unique<smc_cache>(std::move(handle)).release();
  return report_success(error);
}

}  // namespace

extern "C" {

int32_t smc_store_open(const char* path, const smc_store_options* options, smc_store** store, smc_error* error) {
  if (store != nullptr) *store = nullptr;
  return guarded(error, [&] {
    if (store == nullptr) return report(error, ErrorCode::invalid_argument, "nowhere to put the store");
    if (path == nullptr) return report(error, ErrorCode::invalid_argument, "no path");
    if (options != nullptr && options->struct_size < sizeof options->struct_size) {
      return report(error, ErrorCode::invalid_argument, "options without their struct_size");
    }
    auto opened = smcache::Store::open(path, wanted(options));
    if (!opened) return report(error, opened.error());
    *store = std::make_unique<smc_store>(*std::move(opened)).release();
    return report_success(error);
  });
}

void smc_store_close(smc_store* store) { std::unique_ptr<smc_store>{store}.reset(); }

void smc_store_key(const void* map, size_t map_size, const void* generated, size_t generated_size, const char* options,
                   smc_key* key) {
  if (key == nullptr) return;
  const auto other = generated == nullptr ? std::nullopt : std::optional(span_of(generated, generated_size));
  smcache::detail::set_key(key, smcache::store_key(span_of(map, map_size), other, options != nullptr ? options : ""));
}

int32_t smc_store_get(smc_store* store, const smc_key* key, smc_cache** cache, smc_error* error) {
  if (cache != nullptr) *cache = nullptr;
  return guarded(error, [&] {
    if (store == nullptr || key == nullptr) return report(error, ErrorCode::invalid_argument, "no store, or no key");
    if (cache == nullptr) return report(error, ErrorCode::invalid_argument, "nowhere to put the cache");
    Result<CacheHandle> got = store->store.get(key_of(*key));
    return got ? hand_out(*std::move(got), cache, error) : report(error, got.error());
  });
}

int32_t smc_store_get_or_claim(smc_store* store, const smc_key* key, smc_cache** cache, smc_store_claim** claim,
                               smc_error* error) {
  if (cache != nullptr) *cache = nullptr;
  if (claim != nullptr) *claim = nullptr;
  return guarded(error, [&] {
    if (store == nullptr || key == nullptr) return report(error, ErrorCode::invalid_argument, "no store, or no key");
    if (cache == nullptr || claim == nullptr) return report(error, ErrorCode::invalid_argument, "nowhere to put it");
    Result<smcache::StoreClaim> claimed = store->store.claim(key_of(*key));
    if (!claimed) return report(error, claimed.error());
    if (claimed->cache()) return hand_out(claimed->cache(), cache, error);
    *claim = std::make_unique<smc_store_claim>(*std::move(claimed)).release();
    return report_success(error);
  });
}

int32_t smc_store_claim_finish(smc_store_claim* claim, const void* bytes, size_t size, smc_cache** cache,
                               smc_error* error) {
  if (cache != nullptr) *cache = nullptr;
  const std::unique_ptr<smc_store_claim> gone(claim);
  return guarded(error, [&] {
    if (claim == nullptr) return report(error, ErrorCode::invalid_argument, "no claim");
    if (cache == nullptr) return report(error, ErrorCode::invalid_argument, "nowhere to put the cache");
    Result<CacheHandle> kept = claim->claim.finish({span_of(bytes, size), nullptr});
    return kept ? hand_out(*std::move(kept), cache, error) : report(error, kept.error());
  });
}

void smc_store_claim_fail(smc_store_claim* claim, const smc_error* failure) {
  const std::unique_ptr<smc_store_claim> gone(claim);
  if (claim == nullptr || failure == nullptr) return;
  guarded(nullptr, [&] {
    claim->claim.fail({static_cast<ErrorCode>(failure->code), failure->message});
    return report_success(nullptr);
  });
}

void smc_store_claim_abandon(smc_store_claim* claim) { std::unique_ptr<smc_store_claim>{claim}.reset(); }

int32_t smc_store_publish(smc_store* store, const smc_key* key, const void* bytes, size_t size, smc_error* error) {
  return guarded(error, [&] {
    if (store == nullptr || key == nullptr) return report(error, ErrorCode::invalid_argument, "no store, or no key");
    const smcache::Status status = store->store.publish(key_of(*key), span_of(bytes, size));
    return status ? report_success(error) : report(error, status.error());
  });
}

}  // extern "C"
