#include "converter/hash.hpp"

#include <xxhash.h>

namespace smcache::detail {
namespace {

std::uint64_t xxh3_64(const void* data, std::size_t size) noexcept { return XXH3_64bits(data, size); }

std::array<std::uint64_t, 2> xxh3_128(const void* data, std::size_t size) noexcept {
  const XXH128_hash_t hash = XXH3_128bits(data, size);
  return {hash.low64, hash.high64};
}

}  // namespace

#ifdef SMCACHE_X86_64_V3
const HashCode kV3Hash{xxh3_64, xxh3_128};
#else
const HashCode kPortableHash{xxh3_64, xxh3_128};
#endif

}  // namespace smcache::detail
