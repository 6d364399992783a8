// Any bytes as input that may be compressed: unwrapped within the cap, or refused.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "converter/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kCap = 1 << 20;
  const auto text = smcache::detail::load_bytes(std::as_bytes(std::span(data, size)), {kCap, "fuzz"});
  if (text.ok() && text->json().size() > kCap) std::abort();
  return 0;
}
