#include "tests/support/seed.hpp"

#include <cstdlib>

namespace smcache::test {
namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 0);
}

}  // namespace

std::uint64_t seed() {
  static const std::uint64_t value = from_environment("SMCACHE_SEED", std::random_device{}());
  return value;
}

std::uint64_t rounds(std::uint64_t usual) { return usual * from_environment("SMCACHE_ROUNDS", 1); }

}  // namespace smcache::test
