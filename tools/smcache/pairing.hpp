// Which generated file of a release belongs to which map.
#pragma once

#include <vector>

#include "conversion_plan.hpp"

namespace smcache::tool {

// A generated file of a release.
struct GeneratedFile {
  std::string place;  // below the release's directory, or in its archive
  Companion file;
};

// Gives each map that has none its generated file: the one with the map's name without ".map"; or the one whose
// "sourceMappingURL" leads to it; or the one with its debug id. `maps` are of one release. Up to
// `threads` threads read.
void pair_with_generated(std::vector<PlannedFile*> maps, const std::vector<GeneratedFile>& generated, unsigned threads);

}  // namespace smcache::tool
