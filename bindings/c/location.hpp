// A Location as the C header has it.
#pragma once

#include <cstdint>

#include "smcache.h"
#include "smcache/cache.hpp"

namespace smcache::detail {

inline smc_location plain(const Location& at) noexcept {
  return {.status = static_cast<std::uint32_t>(at.status),
          .mapping = at.mapping,
          .generated_line = at.generated.line,
          .generated_column = at.generated.column,
          .source = at.source,
          .line = at.original.line,
          .column = at.original.column,
          .name = at.name,
          .is_range = at.is_range ? 1U : 0U};
}

}  // namespace smcache::detail
