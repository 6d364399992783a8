// The reader: opening, looking up one by one and in batches. Caches lie in memory; positions are random
// ones (fixed seeds) at synthetic maps of so many mappings, but where a name says otherwise.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tools/bench/synthetic_map.hpp"

namespace smcache::bench {
namespace {

constexpr std::size_t kPositions = std::size_t{1} << 16;

Cache cache_of(const benchmark::State& state) {
  auto cache = Cache::from_bytes(synthetic_cache(static_cast<std::uint32_t>(state.range(0))).cache.bytes());
  if (!cache) std::abort();
  return std::move(*cache);
}

void sizes(benchmark::internal::Benchmark* benchmark) { benchmark->Arg(300'000)->Arg(3'000'000)->Arg(10'000'000); }

// A cache as a file that goes away again.
class CacheFile {
 public:
  explicit CacheFile(std::uint32_t mappings)
      : path_(std::filesystem::temp_directory_path() / ("smcache-bench-" + std::to_string(mappings) + ".smcache")) {
    if (!publish(path_, synthetic_cache(mappings).cache.bytes()).ok()) std::abort();
  }
  CacheFile(const CacheFile&) = delete;
  CacheFile& operator=(const CacheFile&) = delete;
  ~CacheFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Open a mapped file, and close it.
void open(benchmark::State& state) {
  const CacheFile file(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Cache::open(file.path()));
}
BENCHMARK(open)->Apply(sizes);

// Open a mapped file and answer one position of it: what a short-lived process pays.
void open_and_first_lookup(benchmark::State& state) {
  const CacheFile file(static_cast<std::uint32_t>(state.range(0)));
  const auto positions = random_positions(*Cache::open(file.path()), kPositions);
  std::size_t next = 0;
  for (auto _ : state) {
    const auto cache = Cache::open(file.path());
    benchmark::DoNotOptimize(cache->lookup(positions[next++ % kPositions]));
  }
}
BENCHMARK(open_and_first_lookup)->Apply(sizes);

void lookup_random(benchmark::State& state) {
  const Cache cache = cache_of(state);
  const auto positions = random_positions(cache, kPositions);
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(cache.lookup(positions[next++ % kPositions]));
}
BENCHMARK(lookup_random)->Apply(sizes);

// The same, down to the strings that a stack trace shows.
void lookup_random_with_names(benchmark::State& state) {
  const Cache cache = cache_of(state);
  const auto positions = random_positions(cache, kPositions);
  std::size_t next = 0;
  for (auto _ : state) {
    const Location location = cache.lookup(positions[next++ % kPositions]);
    benchmark::DoNotOptimize(cache.source(location.source).name());
    benchmark::DoNotOptimize(cache.name(location.name));
  }
}
BENCHMARK(lookup_random_with_names)->Apply(sizes);

// Two threads on one cache.
void lookup_random_threads(benchmark::State& state) {
  static const Cache cache = cache_of(state);
  static const auto positions = random_positions(cache, kPositions);
  std::size_t next = static_cast<std::size_t>(state.thread_index()) * kPositions / 2;
  for (auto _ : state) benchmark::DoNotOptimize(cache.lookup(positions[next++ % kPositions]));
}
BENCHMARK(lookup_random_threads)->Arg(300'000)->Threads(1)->Threads(2)->UseRealTime();

// In the order of the generated file, a few columns on each time.
void lookup_sequential(benchmark::State& state) {
  const Cache cache = cache_of(state);
  Position position{0, 0};
  for (auto _ : state) {
    position.column = (position.column + 3) % 80'000;
    benchmark::DoNotOptimize(cache.lookup(position));
  }
}
BENCHMARK(lookup_sequential)->Arg(300'000);

// On lines that have no mappings.
void lookup_miss(benchmark::State& state) {
  const Cache cache = cache_of(state);
  Position position{cache.info().lines, 0};
  for (auto _ : state) {
    ++position.column;
    benchmark::DoNotOptimize(cache.lookup(position));
  }
}
BENCHMARK(lookup_miss)->Arg(300'000);

// So many positions in one call; time is for each of them.
void lookup_batch(benchmark::State& state) {
  const Cache cache = cache_of(state);
  const auto batch = static_cast<std::size_t>(state.range(1));
  const auto positions = random_positions(cache, kPositions);
  std::vector<Location> locations(batch);
  std::size_t next = 0;
  for (auto _ : state) {
    cache.lookup(std::span(positions).subspan(next, batch), locations);
    benchmark::DoNotOptimize(locations.data());
    next = (next + batch) % kPositions;
  }
  state.counters["each"] = benchmark::Counter(
      static_cast<double>(batch), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(lookup_batch)->ArgsProduct({{300'000, 3'000'000, 10'000'000}, {1, 8, 32, 128}});

// Every mapping, in stored order; time is for each of them.
void iterate(benchmark::State& state) {
  const Cache cache = cache_of(state);
  for (auto _ : state) {
    for (const Mapping& mapping : cache.mappings()) benchmark::DoNotOptimize(mapping);
  }
  state.counters["each"] =
      benchmark::Counter(static_cast<double>(cache.mapping_count()),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(iterate)->Arg(300'000);

}  // namespace
}  // namespace smcache::bench
