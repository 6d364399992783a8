// Asks a cache everything that it can be asked: what no damage may turn into a crash.
#pragma once

#include <cstdint>

#include "smcache/cache.hpp"

namespace smcache::test {

// Calls every accessor, and looks up positions all over the file. Returns a number made of all answers, so
// that none of them is left out as unused.
std::uint64_t read_everything(const Cache& cache);

}  // namespace smcache::test
