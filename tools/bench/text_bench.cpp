// Lines of sources: the text around an original position, and single lines deep inside a source.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tools/bench/synthetic_map.hpp"

namespace smcache::bench {
namespace {

constexpr std::uint32_t kMappings = 300'000;

Cache text_cache() {
  auto cache = Cache::from_bytes(synthetic_cache(kMappings).cache.bytes());
  if (!cache) std::abort();
  return std::move(*cache);
}

// A line with five before and five after it, each looked at.
void context_of_eleven_lines(benchmark::State& state) {
  const Cache cache = text_cache();
  std::uint32_t source = 0;
  for (auto _ : state) {
    source = (source + 1) % cache.source_count();
    for (const std::string_view line : cache.source(source).context(100, 5, 5)) benchmark::DoNotOptimize(line);
  }
}
BENCHMARK(context_of_eleven_lines);

void one_line(benchmark::State& state) {
  const Cache cache = text_cache();
  std::uint32_t next = 0;
  for (auto _ : state) {
    ++next;
    benchmark::DoNotOptimize(cache.source(next % cache.source_count()).line(next % 200));
  }
}
BENCHMARK(one_line);

}  // namespace
}  // namespace smcache::bench
