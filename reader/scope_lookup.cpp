// The function at a place, in as many builds as lookup.cpp.
#include <algorithm>

#include "reader/line_table.hpp"
#include "reader/lookup.hpp"
#include "reader/scope_blocks.hpp"
#include "schema/isa.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {
namespace {

// kAbsent where no scope is known, or where the file is damaged.
[[gnu::flatten]] std::uint32_t innermost_scope(const Tables& tables, Position position) noexcept {
  const ScopeTables& scopes = tables.scopes;
  LineSpan line;
  if (scopes.boundary_count == 0 || !LineTable(tables).find(position.line, line) || line.end == 0) return kAbsent;
  const std::uint64_t limit = std::min(line.start + position.column, line.end - 1);
  const std::uint32_t number = find_scope_block(scopes, limit);
  const std::uint64_t key = scope_block_key(scopes, number);
  if (key > limit) return kAbsent;
  const PackedScopes block = scopes_at(scopes, number);
  if (!block.fits()) return kAbsent;
  return block.innermost(block.keys().last_at_or_below(limit - key).index);
}

}  // namespace

}  // namespace SMCACHE_ISA

#ifdef SMCACHE_X86_64_V3
const ScopeLookup kV3ScopeLookup = innermost_scope;
#else
const ScopeLookup kPortableScopeLookup = innermost_scope;
#endif

}  // namespace smcache::detail
