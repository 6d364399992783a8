// The parts of verify(): each checks some of the invariants of spec.md 9 and returns the first that is broken.
#pragma once

#include <string>

#include "reader/tables.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

inline Error broken(unsigned invariant, const std::string& what) {
  return {ErrorCode::corrupt, "invariant " + std::to_string(invariant) + ": " + what};
}

Status verify_index(const Tables& tables);     // 10, 11
Status verify_lines(const Tables& tables);     // 12, 13
Status verify_mappings(const Tables& tables);  // 14 to 18
Status verify_strings(const Tables& tables);   // 19, 20

}  // namespace smcache::detail
