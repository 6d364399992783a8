// A mapping on its way from the JSON to the packer.
#pragma once

#include <cstdint>

#include "schema/block_layout.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

struct MappingRecord {
  std::uint32_t line = 0;    // generated
  std::uint32_t column = 0;  // generated
  OriginalRecord original;   // source and name as the whole cache numbers them
  bool is_range = false;
};

}  // namespace smcache::detail
