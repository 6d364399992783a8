// The function at a place, in as many builds as lookup.cpp.
#include <algorithm>

#include "reader/line_table.hpp"
#include "reader/lookup.hpp"
#include "reader/scope_blocks.hpp"
#include "schema/isa.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {
namespace {

[[gnu::flatten]] std::uint32_t innermost_scope(const Tables& tables, Position position) noexcept {
  LineSpan line;
  if (!LineTable(tables).find(position.line, line) || line.end == 0) return kAbsent;
  return ScopeSearch(tables.scopes, std::min(line.start + position.column, line.end - 1)).innermost(tables.scopes);
}

}  // namespace

}  // namespace SMCACHE_ISA

#ifdef SMCACHE_X86_64_V3
const ScopeLookup kV3ScopeLookup = innermost_scope;
#else
const ScopeLookup kPortableScopeLookup = innermost_scope;
#endif

}  // namespace smcache::detail
