// The reader on any bytes: it opens them or says why not, and answers everything it is asked.
#include <cstdint>
#include <cstring>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "schema/smcache_generated.h"
#include "smcache/cache.hpp"
#include "tests/fuzz/read_everything.hpp"

namespace {

// Makes the stated size true, where there is one to be found: else hardly an input would pass the door.
void mend_size(std::vector<std::uint64_t>& words, std::size_t size) {
  auto* const bytes = reinterpret_cast<std::uint8_t*>(words.data());
  flatbuffers::Verifier verifier(bytes, size);
  if (size < 8 || !smcache::format::VerifyRootBuffer(verifier)) return;
  smcache::format::GetMutableRoot(bytes)->mutable_header()->mutate_total_size(size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> words((size + 7) / 8 + 1);
  if (size != 0) std::memcpy(words.data(), data, size);
  mend_size(words, size);
  // A heap block of exactly the input's size, so that the sanitizer sees every byte read past it.
  std::vector<std::uint64_t> exact((size + 7) / 8);
  if (size != 0) std::memcpy(exact.data(), words.data(), size);
  const auto cache = smcache::Cache::from_bytes({reinterpret_cast<const std::byte*>(exact.data()), size});
  if (cache.ok()) smcache::test::read_everything(*cache);
  return 0;
}
