// The scopes of functions as a source of that knowledge has them: a tree over places of the generated
// file, told as the starts and ends that one meets on the way through it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "converter/string_pool.hpp"
#include "schema/format.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

// Where the function that a scope is a body of was called from before it was inlined. `source` as the
// whole cache numbers them.
struct InlinedCall {
  std::uint32_t source, line, column;
};

struct ScopeEntry {
  TextRef name;  // absent: anonymous
  std::uint32_t provenance = 0;
  std::uint32_t flags = 0;
  std::optional<InlinedCall> call;
};

struct ScopeEvent {
  Position at;
  std::uint32_t scope;  // that starts; kAbsent: the innermost that is open ends
};

struct ScopeList {
  std::vector<ScopeEntry> scopes;  // as they start
  std::vector<ScopeEvent> events;  // in the order of the generated file
};

}  // namespace smcache::detail
