// The "mappings" and "rangeMappings" strings of one regular map.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/oracle/faults.hpp"
#include "tests/oracle/source_map.hpp"

namespace smcache::oracle {

struct MappingsInput {
  std::string_view mappings;
  std::optional<std::string_view> range_mappings;
  std::size_t source_count = 0;
  std::size_t name_count = 0;
  Place offset;              // where the map's section begins, 0:0 for a map of its own
  std::optional<Place> end;  // where the next section begins, which cuts what stands there and behind
};

// Sorted by generated position; equal positions in the map's order.
std::vector<Mapping> decode_mappings(const MappingsInput& input, Faults& faults);

}  // namespace smcache::oracle
