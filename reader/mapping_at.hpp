// Mappings by their index.
#pragma once

#include <cstdint>

#include "reader/tables.hpp"
#include "schema/packed_block.hpp"
#include "smcache/cache.hpp"

namespace smcache::detail {

// The mapping with an index; false where its block is damaged or what it points at is not there.
// REQUIRES: index < mapping_count.
bool read_mapping(const Tables& tables, std::uint32_t index, Mapping& mapping) noexcept;

// The original side of mapping `index` of a block; `mapping.generated` is there already. False where it
// points at a source or name that is not there.
bool read_original(const Tables& tables, const PackedBlock& block, unsigned index, Mapping& mapping) noexcept;

// The first of the mappings that share the generated position of mapping `index`.
// REQUIRES: index < mapping_count.
std::uint32_t first_at_position(const Tables& tables, std::uint32_t index) noexcept;

}  // namespace smcache::detail
