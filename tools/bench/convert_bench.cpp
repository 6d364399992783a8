// The converter, part by part and whole, over a synthetic map of 300,000 mappings; and what no converter
// goes below: a copy of the JSON, and simdjson's walk over it. Rates are bytes of JSON, of "mappings" for
// the two parts that see nothing else.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "converter/block_packer.hpp"
#include "converter/diagnostics.hpp"
#include "converter/mappings.hpp"
#include "converter/vlq.hpp"
#include "tools/bench/synthetic_map.hpp"

namespace smcache::bench {
namespace {

constexpr std::uint32_t kMappings = 300'000;

const std::string& json() {
  static const std::string text = synthetic_map(kMappings);
  return text;
}

std::string_view mappings_text() {
  constexpr std::string_view kField = "\"mappings\":\"";
  const std::size_t begin = json().rfind(kField) + kField.size();
  return std::string_view(json()).substr(begin, json().size() - 2 - begin);
}

void of_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

// Floor: the JSON's bytes, moved once.
void floor_copy(benchmark::State& state) {
  std::vector<char> to(json().size());
  for (auto _ : state) {
    std::memcpy(to.data(), json().data(), json().size());
    benchmark::DoNotOptimize(to.data());
  }
  of_bytes(state, json().size());
}
BENCHMARK(floor_copy);

// Floor: simdjson walks the document, and looks into no string.
void floor_json_walk(benchmark::State& state) {
  const simdjson::padded_string text(json());
  simdjson::ondemand::parser parser;
  for (auto _ : state) {
    simdjson::ondemand::document document = parser.iterate(text);
    for (auto field : document.get_object()) benchmark::DoNotOptimize(field.error());
  }
  of_bytes(state, json().size());
}
BENCHMARK(floor_json_walk);

// Number by number, the way of processors without the vector instructions.
void vlq_numbers(benchmark::State& state) {
  const std::string_view text = mappings_text();
  for (auto _ : state) {
    const char* at = text.data();
    const char* const end = at + text.size();
    std::int64_t sum = 0;
    while (at != end) {
      std::int64_t value = 0;
      if (detail::read_vlq(at, end, value)) {
        sum += value;
      } else {
        ++at;  // a separator
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  of_bytes(state, text.size());
}
BENCHMARK(vlq_numbers);

// "mappings" decoded, checked and packed into blocks.
void decode_and_pack(benchmark::State& state) {
  detail::MappingsText text;
  text.mappings = mappings_text();
  text.source_count = text.name_count = kMappings;
  for (auto _ : state) {
    detail::Diagnostics diagnostics("synthetic", true);
    detail::BlockPacker packer(text.name_count);
    if (detail::decode_mappings(text, diagnostics, packer) != detail::Decoded::all) std::abort();
    packer.finish();
    benchmark::DoNotOptimize(packer.mapping_count());
  }
  of_bytes(state, text.mappings.size());
}
BENCHMARK(decode_and_pack);

// Mappings that are decoded already, packed; time is for each of them.
void pack(benchmark::State& state) {
  const auto cache = Cache::from_bytes(synthetic_cache(kMappings).cache.bytes());
  std::vector<detail::MappingRecord> records;
  for (const Mapping& mapping : cache->mappings()) {
    records.push_back({mapping.generated.line,
                       mapping.generated.column,
                       {mapping.source, mapping.original.line, mapping.original.column, mapping.name},
                       mapping.is_range});
  }
  for (auto _ : state) {
    detail::BlockPacker packer(cache->name_count());
    for (const detail::MappingRecord& record : records) packer.add(record);
    packer.finish();
    benchmark::DoNotOptimize(packer.mapping_count());
  }
  state.counters["each"] =
      benchmark::Counter(kMappings, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(pack);

// JSON in memory to a cache in memory.
void convert_whole(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(convert(as_bytes(json())));
  of_bytes(state, json().size());
}
BENCHMARK(convert_whole)->Unit(benchmark::kMillisecond);

// The same by two threads, each with a map of its own.
void convert_side_by_side(benchmark::State& state) { convert_whole(state); }
BENCHMARK(convert_side_by_side)->Unit(benchmark::kMillisecond)->Threads(1)->Threads(2)->UseRealTime();

}  // namespace
}  // namespace smcache::bench
