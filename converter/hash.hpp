// XXH3 of many bytes, in as many builds as there are instruction sets to choose from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace smcache::detail {

struct HashCode {
  std::uint64_t (*xxh3_64)(const void* data, std::size_t size) noexcept;
  std::array<std::uint64_t, 2> (*xxh3_128)(const void* data, std::size_t size) noexcept;  // low, high
};

extern const HashCode kPortableHash;
extern const HashCode kV3Hash;  // where SMCACHE_HAS_X86_64_V3

}  // namespace smcache::detail
