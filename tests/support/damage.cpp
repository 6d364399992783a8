#include "tests/support/damage.hpp"

#include <cstdlib>
#include <cstring>

#include <flatbuffers/flatbuffers.h>
#include <xxhash.h>

#include "schema/smcache_generated.h"
#include "smcache/convert.hpp"

namespace smcache::test {

std::vector<std::byte> cache_of(std::string_view map) {
  const auto made = convert(std::as_bytes(std::span(map))).value();
  return {made.cache.bytes().begin(), made.cache.bytes().end()};
}

bool mend_header(std::span<std::byte> cache) {
  auto* const bytes = reinterpret_cast<std::uint8_t*>(cache.data());
  flatbuffers::Verifier verifier(bytes, cache.size());
  if (cache.size() < 8 || !format::VerifyRootBuffer(verifier)) return false;
  auto* const header = format::GetMutableRoot(bytes)->mutable_header();
  header->mutate_total_size(cache.size());
  header->mutate_checksum(0);
  header->mutate_checksum(XXH3_64bits(cache.data(), cache.size()));
  return true;
}

ExactCopy::ExactCopy(std::span<const std::byte> bytes)
    : data_(static_cast<std::byte*>(std::malloc(bytes.size() + (bytes.empty() ? 1 : 0)))), size_(bytes.size()) {
  if (!bytes.empty()) std::memcpy(data_.get(), bytes.data(), bytes.size());
}

void ExactCopy::Free::operator()(std::byte* data) const { std::free(data); }

}  // namespace smcache::test
