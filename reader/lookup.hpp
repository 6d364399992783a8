// The lookup itself (spec.md 10), in as many builds as there are instruction sets to choose from.
#pragma once

#include <cstddef>
#include <cstdint>

#include "reader/tables.hpp"
#include "smcache/cache.hpp"

namespace smcache::detail {

struct LookupCode {
  Location (*one)(const Tables& tables, Position position, Reach reach) noexcept;
  void (*many)(const Tables& tables, const Position* positions, Location* locations, std::size_t count,
               Reach reach) noexcept;
  // And the number of the innermost scope there; kAbsent where none is known.
  Location (*with_scope)(const Tables& tables, Position position, Reach reach, std::uint32_t& scope) noexcept;
};

extern const LookupCode kPortableLookup;
extern const LookupCode kV3Lookup;  // where SMCACHE_HAS_X86_64_V3

// The number of the innermost scope at a place; kAbsent where none is known.
using ScopeLookup = std::uint32_t (*)(const Tables& tables, Position position) noexcept;

extern const ScopeLookup kPortableScopeLookup;
extern const ScopeLookup kV3ScopeLookup;

// Fills `ahead` with mappings from the one at ahead.index on (or from the next that can be read) and before `end`; with
// none where there is none. What it holds of lines is of the mapping before, or nothing.
using MappingReader = void (*)(const Tables& tables, std::uint32_t end, MappingsAhead& ahead) noexcept;

extern const MappingReader kPortableMappingReader;
extern const MappingReader kV3MappingReader;

// The fastest that this processor runs.
const LookupCode& lookup_code() noexcept;
ScopeLookup scope_lookup() noexcept;
MappingReader mapping_reader() noexcept;

}  // namespace smcache::detail
