// Positions and mappings.
#include <algorithm>
#include <array>
#include <span>

#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"
#include "bindings/c/location.hpp"

namespace {

using smcache::Location;
using smcache::Mapping;
using smcache::Position;
using smcache::detail::plain;
using smcache::detail::reach_of;

static_assert(static_cast<std::uint32_t>(smcache::LookupStatus::not_found) == SMC_NOT_FOUND);
static_assert(static_cast<std::uint32_t>(smcache::LookupStatus::unmapped) == SMC_UNMAPPED);
static_assert(static_cast<std::uint32_t>(smcache::LookupStatus::found) == SMC_FOUND);
static_assert(static_cast<std::uint32_t>(smcache::LookupStatus::corrupt) == SMC_CORRUPT);
static_assert(smcache::kNone == SMC_NONE);
static_assert(sizeof(smc_position) == 2 * sizeof(std::uint32_t));
static_assert(sizeof(smc_location) == 9 * sizeof(std::uint32_t));
static_assert(sizeof(smc_mapping) == 8 * sizeof(std::uint32_t));
static_assert(sizeof(smc_section) == 4 * sizeof(std::uint32_t));

// Positions that go through the C++ lookup together: whole groups of those that it prefetches for, and few enough
// for the stack and the nearest cache.
constexpr std::size_t kChunk = 128;

smc_mapping plain(const Mapping& at, std::uint32_t index) noexcept {
  const bool mapped = at.source != smcache::kNone;
  return {.mapping = index,
          .generated_line = at.generated.line,
          .generated_column = at.generated.column,
          .source = at.source,
          .line = mapped ? at.original.line : 0,
          .column = mapped ? at.original.column : 0,
          .name = at.name,
          .is_range = at.is_range ? 1U : 0U};
}

// Writes the first of the mappings that there is room for; returns how many it wrote.
std::size_t write(const smcache::Mappings& from, smc_mapping* to, std::size_t capacity) noexcept {
  std::size_t written = 0;
  for (auto at = from.begin(); at != from.end() && written < capacity; ++at) to[written++] = plain(*at, at.index());
  return written;
}

}  // namespace

extern "C" {

uint32_t smc_cache_lookup(const smc_cache* cache, uint32_t line, uint32_t column, uint32_t reach,
                          smc_location* location) {
  const Location at = cache == nullptr ? Location{} : cache->cache.lookup({line, column}, reach_of(reach));
  if (location != nullptr) *location = plain(at);
  return static_cast<std::uint32_t>(at.status);
}

void smc_cache_lookup_many(const smc_cache* cache, const smc_position* positions, size_t count, uint32_t reach,
                           smc_location* locations) {
  if (positions == nullptr || locations == nullptr) return;
  if (cache == nullptr) {
    std::fill_n(locations, count, plain(Location{}));
    return;
  }
  std::array<Position, kChunk> asked;
  std::array<Location, kChunk> answers;
  for (std::size_t done = 0; done < count; done += kChunk) {
    const std::size_t now = std::min(kChunk, count - done);
    std::transform(positions + done, positions + done + now, asked.begin(), [](const smc_position& position) {
      return Position{position.line, position.column};
    });
    cache->cache.lookup(std::span(asked).first(now), std::span(answers).first(now), reach_of(reach));
    std::transform(answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(now), locations + done,
                   [](const Location& at) { return plain(at); });
  }
}

size_t smc_cache_lookup_all(const smc_cache* cache, uint32_t line, uint32_t column, uint32_t reach,
                            smc_mapping* mappings, size_t capacity) {
  if (cache == nullptr) return 0;
  const smcache::Mappings all = cache->cache.lookup_all({line, column}, reach_of(reach));
  if (mappings != nullptr) write(all, mappings, capacity);
  return all.size();
}

uint32_t smc_cache_mapping_count(const smc_cache* cache) { return cache == nullptr ? 0 : cache->cache.mapping_count(); }

size_t smc_cache_mappings(const smc_cache* cache, uint32_t first, smc_mapping* mappings, size_t capacity) {
  if (cache == nullptr || mappings == nullptr) return 0;
  return write(cache->cache.mappings(first, cache->cache.mapping_count()), mappings, capacity);
}

}  // extern "C"
