// The "scopes" field of a source map (ECMA-426 proposal "Scopes"): which generated ranges are functions,
// and which scopes of the sources these were.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "converter/diagnostics.hpp"
#include "converter/scope_list.hpp"
#include "converter/source_map_json.hpp"

namespace smcache::detail {

struct ScopesText {
  std::string_view scopes;
  std::span<const TextRef> names;   // of this map
  std::uint32_t source_count = 0;   // of this map
  std::uint32_t first_source = 0;   // what its indexes are counted from in the cache
  WidePosition start;               // of the map in the generated file
  std::optional<WidePosition> end;  // ranges are cut there
};

// Appends the ranges that are stack frames or bodies of inlined functions to `out`. A field that is
// broken anywhere adds nothing: it is reported, and in strict mode false is returned.
bool decode_scopes(const ScopesText& text, Diagnostics& diagnostics, ScopeList& out);

}  // namespace smcache::detail
