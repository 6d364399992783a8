// Source maps as bundlers and minifiers write them, made up: any size, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"

namespace smcache::bench {

// JSON with about as many mappings, drawn after what was counted in public minified bundles: a few
// generated lines, 4 to 5 columns between mappings, three in five with a name, sources one after the
// other, each with a text.
std::string synthetic_map(std::uint32_t mappings);

// Such a map, converted; each size is made once in a process.
const Conversion& synthetic_cache(std::uint32_t mappings);

// Generated positions in places that have mappings, in no order.
std::vector<Position> random_positions(const Cache& cache, std::size_t count);

inline std::span<const std::byte> as_bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

}  // namespace smcache::bench
