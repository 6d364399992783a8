// Mappings by their index.
#pragma once

#include <cstdint>

#include "reader/tables.hpp"
#include "schema/isa.hpp"
#include "schema/packed_block.hpp"
#include "smcache/cache.hpp"

namespace smcache::detail {

// The mapping with an index; false where its block is damaged or what it points at is not there.
// REQUIRES: index < mapping_count.
bool read_mapping(const Tables& tables, std::uint32_t index, Mapping& mapping) noexcept;

inline namespace SMCACHE_ISA {

// Are the source and the name that a mapped record points at there?
inline bool points_inside(const Tables& tables, const OriginalRecord& original) noexcept {
  // kAbsent is one less than 0. One comparison: whether there is a name is no one's to foresee.
  return original.source < tables.sources.size() && original.name + 1 <= tables.names.size();
}

// The original side of mapping `index` of a block; `mapping.generated` is there already. False where it
// points at a source or name that is not there.
inline bool read_original(const Tables& tables, const PackedBlock& block, unsigned index, Mapping& mapping) noexcept {
  const OriginalRecord original = block.original(index, mapping.generated.column);
  mapping.original = {original.line, original.column};
  mapping.source = original.source;
  mapping.name = original.name;
  mapping.is_range = block.is_range(index);
  return original.source == kAbsent || points_inside(tables, original);
}

}  // namespace SMCACHE_ISA

// The first of the mappings that share the generated position of mapping `index`.
// REQUIRES: index < mapping_count.
std::uint32_t first_at_position(const Tables& tables, std::uint32_t index) noexcept;

}  // namespace smcache::detail
