// Opening, closing and verifying.
#include <memory>
#include <string_view>

#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"

namespace {

using smcache::Cache;
using smcache::ErrorCode;
using smcache::OpenMode;
using smcache::Result;
using smcache::detail::guarded;
using smcache::detail::report;

bool is_mode(std::uint32_t mode) noexcept { return mode <= SMC_OPEN_COPY; }

// Opens by `open_cache` and hands the cache out; `wrong` says what is wrong with the call, or is empty.
template <typename Open>
std::int32_t hand_out(smc_cache** out, smc_error* error, std::string_view wrong, Open open_cache) noexcept {
  if (out != nullptr) *out = nullptr;
  return guarded(error, [&] {
    if (out == nullptr) return report(error, ErrorCode::invalid_argument, "nowhere to put the cache");
    if (!wrong.empty()) return report(error, ErrorCode::invalid_argument, wrong);
    Result<Cache> opened = open_cache();
    if (!opened) return report(error, opened.error());
    *out = std::make_unique<smc_cache>(*std::move(opened)).release();
    return smcache::detail::report_success(error);
  });
}

std::string_view wrong_mode(std::uint32_t mode) noexcept { return is_mode(mode) ? "" : "no such way to open"; }

}  // namespace

extern "C" {

int32_t smc_cache_open(const char* path, uint32_t mode, smc_cache** cache, smc_error* error) {
  return hand_out(cache, error, path == nullptr ? "no path" : wrong_mode(mode),
                  [&] { return Cache::open(path, static_cast<OpenMode>(mode)); });
}

int32_t smc_cache_open_descriptor(int descriptor, const char* name, uint32_t mode, smc_cache** cache,
                                  smc_error* error) {
  return hand_out(cache, error, wrong_mode(mode), [&] {
    return Cache::open_descriptor(descriptor, name != nullptr ? name : "cache", static_cast<OpenMode>(mode));
  });
}

int32_t smc_cache_open_bytes(const void* bytes, size_t size, smc_cache** cache, smc_error* error) {
  return hand_out(cache, error, bytes == nullptr ? "no bytes" : "", [&] {
    return Cache::from_bytes({static_cast<const std::byte*>(bytes), size});
  });
}

void smc_cache_close(smc_cache* cache) { std::unique_ptr<smc_cache>{cache}.reset(); }

int32_t smc_cache_verify(const smc_cache* cache, smc_error* error) {
  return guarded(error, [&] {
    if (cache == nullptr) return report(error, ErrorCode::invalid_argument, "no cache");
    const smcache::Status status = cache->cache.verify();
    return status ? smcache::detail::report_success(error) : report(error, status.error());
  });
}

}  // extern "C"
