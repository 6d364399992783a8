// The functions that a cache knows: what the map, the generated file and the sources tell of them becomes
// one table of scopes. Of each regular map (each section of an index map) the strongest source counts:
// "scopes"; function maps; the generated file's code; the code of embedded sources.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/boundary_lines.hpp"
#include "converter/cache_builder.hpp"
#include "converter/diagnostics.hpp"
#include "converter/generated_scan.hpp"
#include "converter/name_resolver.hpp"
#include "converter/original_functions.hpp"
#include "converter/packed_mappings.hpp"
#include "converter/scanned_scopes.hpp"
#include "converter/scope_list.hpp"
#include "converter/scope_packer.hpp"
#include "converter/second_thread.hpp"
#include "converter/source_map_json.hpp"
#include "converter/string_pool.hpp"

namespace smcache::detail {

class FunctionScopes {
 public:
  // The generated file, if there is one, could be read. Names are looked up with the help of `thread`.
  FunctionScopes(const SourceMapJson& json, GeneratedScan& generated, SecondThread& thread, StringPool& strings,
                 Diagnostics& diagnostics)
      : json_(json), generated_(generated), thread_(thread), strings_(strings), diagnostics_(diagnostics) {}

  // Before mappings are packed: finds what tells the scopes, and how far they reach. False: see diagnostics.
  bool find();

  // How far generated lines have to reach.
  [[nodiscard]] const BoundaryLines& lines() const noexcept { return lines_; }

  // After mappings are packed, and before `json` is gone: packs the scopes.
  void pack(const CacheContents& contents, const BlockPacker& mappings, ScopePacker& scopes);

 private:
  // What tells the functions of one map, or of several side by side that share the generated file.
  struct Part {
    std::size_t first_map = 0;
    std::size_t map_count = 1;
    std::uint32_t first_source = 0;
    bool from_generated = false;
    ScopeList list;  // where from_generated: events alone, their scopes being those of scanned_
    std::unique_ptr<OriginalFunctions> by_original;
  };

  bool find_part(const RegularMap& map, Part& part);
  bool read_scopes(const RegularMap& map, Part& part);
  bool read_function_maps(const RegularMap& map, Part& part);
  void scan_sources(const RegularMap& map, Part& part);
  // Where a part begins and ends in the generated file.
  struct Extent {
    WidePosition begin;
    std::optional<WidePosition> end;
  };
  [[nodiscard]] Extent extent_of(const Part& part) const noexcept;
  [[nodiscard]] bool any_from_generated() const noexcept;
  void reach_line_ends(const Part& part, const std::vector<std::uint32_t>& lengths);
  void place_scanned(Part& part) const;
  void pack_events(const Part& part, ResolvedNames* names, PackedMappings& mappings, ScopePacker& scopes);
  // Indexes of mappings.
  struct MappingRange {
    std::uint32_t first, end;
  };
  static MappingRange mappings_of(const Part& part, const std::vector<SectionRecord>& sections,
                                  std::uint32_t count) noexcept;
  void end_open(const Part& part, MappingRange range, PackedMappings& mappings, ScopePacker& scopes);
  void pack_original(const Part& part, MappingRange range, PackedMappings& mappings, ScopePacker& scopes);

  const SourceMapJson& json_;
  GeneratedScan& generated_;
  SecondThread& thread_;
  StringPool& strings_;
  Diagnostics& diagnostics_;
  std::vector<Part> parts_;
  ScannedScopes scanned_;
  BoundaryLines lines_;
  bool is_open_ = false;  // whether the last part left a scope open
};

}  // namespace smcache::detail
