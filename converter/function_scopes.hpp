// The functions that a cache knows: what the map, the generated file and the sources tell of them,
// strongest first, becomes one table of scopes.
#pragma once

#include <cstdint>
#include <vector>

#include "converter/block_packer.hpp"
#include "converter/boundary_lines.hpp"
#include "converter/diagnostics.hpp"
#include "converter/scope_list.hpp"
#include "converter/scope_packer.hpp"
#include "converter/source_map_json.hpp"
#include "converter/string_pool.hpp"

namespace smcache::detail {

class FunctionScopes {
 public:
  FunctionScopes(const SourceMapJson& json, StringPool& strings, Diagnostics& diagnostics)
      : json_(json), strings_(strings), diagnostics_(diagnostics) {}

  // Before mappings are packed: finds the scopes that are known by their places in the generated file.
  // False: see diagnostics.
  bool find();

  // How far generated lines have to reach; the packer of mappings says where they start.
  [[nodiscard]] BoundaryLines& lines() noexcept { return lines_; }

  // After mappings are packed: packs the scopes. `names` are the map's.
  void pack(const std::vector<TextRef>& names, ScopePacker& scopes) const;

 private:
  const SourceMapJson& json_;
  StringPool& strings_;
  Diagnostics& diagnostics_;
  ScopeList list_;
  BoundaryLines lines_;
};

}  // namespace smcache::detail
