// The fields of a source map's JSON, collected as they stream by: strings go into the pool, everything
// else stays where it stands in the JSON until the counts are known that it is checked against.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/diagnostics.hpp"
#include "converter/input.hpp"
#include "converter/json_string.hpp"
#include "converter/string_pool.hpp"
#include "schema/format.hpp"
#include "schema/uuid.hpp"

namespace smcache::detail {

// A place in the generated file that sums of section offsets may push past 32 bits.
struct WidePosition {
  std::uint64_t line = 0;
  std::uint64_t column = 0;

  friend auto operator<=>(const WidePosition&, const WidePosition&) = default;
};

struct ExtensionText {
  std::uint32_t kind;
  TextRef json;
};

// A regular map: the whole input, or one section of it.
struct RegularMap {
  WidePosition start;               // where it begins in the generated file
  std::optional<WidePosition> end;  // where the next section begins
  JsonText mappings;
  std::optional<JsonText> range_mappings;
  TextRef file;
  TextRef source_root;
  std::vector<TextRef> sources;   // absent: null
  std::vector<TextRef> contents;  // may be shorter than sources, or longer
  std::size_t content_size = 0;   // bytes that they added to the pool
  std::vector<TextRef> names;
  std::vector<std::uint32_t> ignored;  // indexes of sources, in range
  std::vector<ExtensionText> extensions;
};

struct SourceMapJson {
  std::vector<RegularMap> maps;  // in the order of the generated file
  bool is_index = false;
  TextRef file;
  TextRef source_root;  // of a regular map
  std::optional<DebugId> debug_id;
  std::vector<ExtensionText> extensions;  // of an index map's own object
  std::deque<InputText> section_files;    // what sections' "url" named; maps point into it
};

struct JsonOptions {
  bool embed_sources;
  std::filesystem::path section_directory;  // empty: sections by "url" are skipped
  std::uint64_t max_input_bytes;            // for all of the files of sections together
};

// Reads a source map, which `pool` follows. The result's texts point into both, and are good until the pool is told
// that the JSON is done. False: see diagnostics.
bool read_source_map(std::string_view json, const JsonOptions& options, StringPool& pool, Diagnostics& diagnostics,
                     SourceMapJson& out);

}  // namespace smcache::detail
