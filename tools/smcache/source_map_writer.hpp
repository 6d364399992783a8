// A cache becomes a JSON source map again.
#pragma once

#include "output.hpp"
#include "smcache/cache.hpp"

namespace smcache::tool {

// Writes a source map (version 3) that decodes to the cache's mappings, sources, contents, names,
// ignore list, debug id, file and source root. What came out of an index map is written as one
// regular map, with its sources' names joined to their roots.
// Errors: corrupt; position_too_large, where neighbouring positions lie further apart than the format can say.
Status write_source_map(Output& out, const Cache& cache);

}  // namespace smcache::tool
