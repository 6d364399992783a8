// Any bytes as JSON: converted as the naive decoder decodes them, or refused by both.
#include <cstdint>
#include <string>

#include "tests/fuzz/difference.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // What only wraps JSON is another target's concern, and nothing that the oracle knows of.
  if (size == 0 || data[0] != '{') return 0;
  smcache::test::require_same(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
