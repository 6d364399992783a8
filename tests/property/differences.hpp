// Where a cache and the oracle disagree, in words. Free of any test framework, so that fuzzers can ask too.
#pragma once

#include <string>
#include <vector>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/oracle/source_map.hpp"
#include "tests/support/seed.hpp"

namespace smcache::test {

// Each returns an empty string where there is no difference, and the first one where there is.

// Everything but lookups: mappings one by one and iterated, sources, names, what the file knows of itself.
std::string content_difference(const oracle::SourceMap& map, const Cache& cache);
// Lines and contexts of every source.
std::string text_difference(const oracle::SourceMap& map, const Cache& cache, Random& random);
// lookup, lookup_all and batches, in both reaches.
std::string lookup_difference(const oracle::SourceMap& map, const Cache& cache, const std::vector<Position>& positions);
// Warnings, as the conversion returned them and as the file keeps them.
std::string warning_difference(const oracle::SourceMap& map, const Conversion& conversion, const Cache& cache);

// Places where answers change: on, just before and just behind mappings, section starts and line starts;
// and random ones. At most `count`.
std::vector<Position> interesting_positions(const oracle::SourceMap& map, Random& random, std::size_t count);

}  // namespace smcache::test
