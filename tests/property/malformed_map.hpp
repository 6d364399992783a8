// Source maps with something wrong in them, from a seed.
#pragma once

#include <string>

#include "tests/property/random_map.hpp"

namespace smcache::test {

// A regular map with a few random faults: in its segments, its ranges, its fields.
std::string malformed_map(Random& random, const Shape& shape, const JsonStyle& style);

// An index map with sections out of order, overlapping, nested, skipped and malformed.
std::string malformed_index_map(Random& random, const JsonStyle& style, int depth);

// The same text with some of its bytes changed, removed or doubled.
std::string with_damage(Random& random, std::string text);

}  // namespace smcache::test
