// Reads all of a file and checks every invariant of spec.md 9.
#pragma once

#include "reader/tables.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

// Errors: checksum_mismatch; corrupt, with the number of the broken invariant.
Status verify(const Tables& tables);

}  // namespace smcache::detail
