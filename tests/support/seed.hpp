// Random numbers for tests. The seed comes from the environment variable SMCACHE_SEED, or from the
// system where that is not set, and is printed at the start of a run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace smcache::test {

std::uint64_t seed();

// How many rounds a property test does: `usual`, times SMCACHE_ROUNDS where that is set.
std::uint64_t rounds(std::uint64_t usual);

class Random {
 public:
  explicit Random(std::uint64_t from) : engine_(from) {}

  // 0 <= result < end. REQUIRES: end > 0.
  std::uint64_t below(std::uint64_t end) { return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(engine_); }
  // first <= result <= last.
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return std::uniform_int_distribution<std::int64_t>(first, last)(engine_);
  }
  bool chance(double probability) { return std::bernoulli_distribution(probability)(engine_); }
  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  template <typename T>
  void shuffle(std::vector<T>& items) {
    std::shuffle(items.begin(), items.end(), engine_);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace smcache::test
