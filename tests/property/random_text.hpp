// Names and source texts with everything in them that real ones have been seen to hold.
#pragma once

#include <string>

#include "tests/support/seed.hpp"

namespace smcache::test {

// A file's or a function's name: empty, not ASCII, with spaces, queries, backslashes, schemes ...
std::string random_name(Random& random);

// Up to `lines` lines that end in line feeds, or in any of the five terminators.
std::string random_content(Random& random, std::uint64_t lines);

}  // namespace smcache::test
