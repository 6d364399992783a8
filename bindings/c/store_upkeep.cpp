// A store: aliases, removal, eviction, counting.
#include <algorithm>
#include <cstring>
#include <string_view>

#include "bindings/c/boundary.hpp"
#include "bindings/c/store_handle.hpp"

namespace {

using smcache::ErrorCode;
using smcache::StoreAlias;
using smcache::StoreKey;
using smcache::detail::guarded;
using smcache::detail::key_of;
using smcache::detail::report;
using smcache::detail::report_success;
using smcache::detail::set;

StoreAlias name_of(const char* name, std::size_t size) {
  return StoreAlias::name(name != nullptr ? std::string_view(name, size) : std::string_view());
}

// Finds without an exception: where memory runs out, nothing is found.
int find(const smc_store* store, smc_key* key, const auto& alias) noexcept {
  if (key != nullptr) *key = {};
  std::optional<StoreKey> found;
  guarded(nullptr, [&] {
    if (store != nullptr) found = store->store.find(alias());
    return report_success(nullptr);
  });
  if (found) smcache::detail::set_key(key, *found);
  return found ? 1 : 0;
}

// As much of `from` as the caller knows, the rest zero.
template <typename Structure>
void give_known(Structure* out, std::size_t out_size, const Structure& from) noexcept {
  std::memset(static_cast<void*>(out), 0, out_size);
  std::memcpy(static_cast<void*>(out), &from, std::min(out_size, sizeof from));
}

}  // namespace

extern "C" {

int smc_store_contains(const smc_store* store, const smc_key* key) {
  bool there = false;
  guarded(nullptr, [&] {
    there = store != nullptr && key != nullptr && store->store.contains(key_of(*key));
    return report_success(nullptr);
  });
  return there ? 1 : 0;
}

int32_t smc_store_remove(smc_store* store, const smc_key* key, int* removed, smc_error* error) {
  set(removed, 0);
  return guarded(error, [&] {
    if (store == nullptr || key == nullptr) return report(error, ErrorCode::invalid_argument, "no store, or no key");
    const auto done = store->store.remove(key_of(*key));
    if (!done) return report(error, done.error());
    set(removed, *done ? 1 : 0);
    return report_success(error);
  });
}

int32_t smc_store_set_alias(smc_store* store, const char* name, size_t size, const smc_key* key, smc_error* error) {
  return guarded(error, [&] {
    if (store == nullptr || key == nullptr) return report(error, ErrorCode::invalid_argument, "no store, or no key");
    if (name == nullptr) return report(error, ErrorCode::invalid_argument, "no name");
    const smcache::Status status = store->store.set_alias(name_of(name, size), key_of(*key));
    return status ? report_success(error) : report(error, status.error());
  });
}

int smc_store_find_alias(const smc_store* store, const char* name, size_t size, smc_key* key) {
  return find(store, key, [&] { return name_of(name, size); });
}

int smc_store_find_debug_id(const smc_store* store, const uint8_t* debug_id, smc_key* key) {
  if (debug_id == nullptr) return find(nullptr, key, [] { return name_of(nullptr, 0); });
  return find(store, key, [&] {
    std::array<std::uint8_t, 16> id{};
    std::copy_n(debug_id, id.size(), id.begin());
    return StoreAlias::debug_id(id);
  });
}

int32_t smc_store_evict(smc_store* store, uint64_t max_bytes, smc_store_eviction* eviction, smc_error* error) {
  set(eviction, smc_store_eviction{});
  return guarded(error, [&] {
    if (store == nullptr) return report(error, ErrorCode::invalid_argument, "no store");
    const auto done = store->store.evict(max_bytes != 0 ? std::optional(max_bytes) : std::nullopt);
    if (!done) return report(error, done.error());
    set(eviction, smc_store_eviction{done->evicted, done->evicted_bytes, done->leftovers, done->entries, done->bytes});
    return report_success(error);
  });
}

int32_t smc_store_check(smc_store* store, uint64_t* good, uint64_t* damaged, smc_error* error) {
  set<std::uint64_t>(good, 0);
  set<std::uint64_t>(damaged, 0);
  return guarded(error, [&] {
    if (store == nullptr) return report(error, ErrorCode::invalid_argument, "no store");
    const auto found = store->store.check();
    if (!found) return report(error, found.error());
    set(good, found->good);
    set<std::uint64_t>(damaged, found->damaged.size());
    return report_success(error);
  });
}

int smc_store_counters_read(const smc_store* store, smc_store_counters* counters, size_t counters_size) {
  if (store == nullptr || counters == nullptr) return 0;
  const auto now = store->store.counters();
  give_known(counters, counters_size,
             smc_store_counters{now.hits, now.opens, now.misses, now.builds, now.waits, now.failures,
                                now.failures_remembered, now.evictions, now.quarantined, now.unstored, now.handles});
  return 1;
}

int32_t smc_store_contents_read(const smc_store* store, smc_store_contents* contents, size_t contents_size,
                                smc_error* error) {
  return guarded(error, [&] {
    if (store == nullptr || contents == nullptr) return report(error, ErrorCode::invalid_argument, "no store");
    const auto now = store->store.contents();
    if (!now) return report(error, now.error());
    give_known(contents, contents_size,
               smc_store_contents{now->entries, now->bytes, now->old_entries, now->failures, now->aliases,
                                  now->quarantined, now->quarantined_bytes, now->temporaries});
    return report_success(error);
  });
}

}  // extern "C"
