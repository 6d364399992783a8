// The paths whose instructions are counted: tools/bench/instructions runs this under callgrind, which
// begins and ends counting at the functions named count_*.
//
//   smcache-count-instructions PATH|all
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/bench/synthetic_map.hpp"

namespace {

using smcache::Cache;
using smcache::Location;
using smcache::Position;

constexpr std::uint32_t kMappings = 50'000;
constexpr std::size_t kPositions = 10'000;

// So that the work is neither inlined into what is not counted, nor left out.
#define COUNTED extern "C" [[gnu::noinline]] void
volatile std::uint64_t sink;

COUNTED count_convert(const std::string& json) {
  const auto conversion = smcache::convert(smcache::bench::as_bytes(json));
  sink = conversion ? conversion->cache.bytes().size() : 0;
}

COUNTED count_open(std::span<const std::byte> bytes) {
  const auto cache = Cache::from_bytes(bytes);
  sink = cache ? cache->mapping_count() : 0;
}

COUNTED count_lookup(const Cache& cache, const std::vector<Position>& positions) {
  std::uint64_t sum = 0;
  for (const Position& position : positions) sum += cache.lookup(position).original.line;
  sink = sum;
}

COUNTED count_batch(const Cache& cache, const std::vector<Position>& positions, std::vector<Location>& locations) {
  cache.lookup(positions, locations);
  sink = locations.back().original.line;
}

COUNTED count_iterate(const Cache& cache) {
  std::uint64_t sum = 0;
  for (const smcache::Mapping& mapping : cache.mappings()) sum += mapping.original.line;
  sink = sum;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view path = argc == 2 ? argv[1] : "";
  const std::string json = smcache::bench::synthetic_map(kMappings);
  const auto bytes = smcache::bench::synthetic_cache(kMappings).cache.bytes();
  const auto cache = Cache::from_bytes(bytes);
  const std::vector<Position> positions = smcache::bench::random_positions(*cache, kPositions);
  std::vector<Location> locations(positions.size());
  const bool all = path == "all";
  bool known = all;
  const auto wanted = [&](std::string_view name) {
    known = known || path == name;
    return all || path == name;
  };
  if (wanted("convert")) count_convert(json);
  if (wanted("open")) count_open(bytes);
  if (wanted("lookup")) count_lookup(*cache, positions);
  if (wanted("batch")) count_batch(*cache, positions, locations);
  if (wanted("iterate")) count_iterate(*cache);
  if (!known) std::fputs("usage: smcache-count-instructions convert|open|lookup|batch|iterate|all\n", stderr);
  return known ? EXIT_SUCCESS : 2;
}
