// The parts of verify(): each checks some of the invariants of spec.md 9 and returns the first that is broken.
#pragma once

#include <string>

#include "reader/tables.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

inline Error broken(unsigned invariant, const std::string& what) {
  return {ErrorCode::corrupt, "invariant " + std::to_string(invariant) + ": " + what};
}

// Of an index of blocks: numbers of the invariants that keys ascend and that levels repeat level 0.
Status verify_keys(unsigned ascend, unsigned repeat, const std::uint32_t* keys, const std::uint64_t* wide_keys,
                   const KeyLevels& levels, std::uint32_t block_count);

Status verify_index(const Tables& tables);     // 10, 11
Status verify_lines(const Tables& tables);     // 12, 13
Status verify_mappings(const Tables& tables);  // 14 to 18
Status verify_strings(const Tables& tables);   // 19, 20
Status verify_scopes(const Tables& tables);    // 23 to 28

}  // namespace smcache::detail
