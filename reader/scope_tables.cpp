// Invariant 22: the tables of functions fit each other, as far as constant time tells.
#include "reader/flatbuffer_spans.hpp"
#include "reader/tables.hpp"

namespace smcache::detail {

Result<ScopeTables> find_scope_tables(const format::Root& root) {
  const auto fail = [](const char* what) { return Error{ErrorCode::corrupt, std::string("invariant 22: ") + what}; };
  ScopeTables scopes;
  if (root.boundary_count() == 0) return scopes;
  if (root.scope_keys() == nullptr || root.wide_scope_keys() == nullptr || root.scope_blocks() == nullptr ||
      root.boundaries() == nullptr || root.scope_classes() == nullptr || root.scopes() == nullptr ||
      root.function_names() == nullptr || root.call_sites() == nullptr) {
    return fail("a table of functions is missing");
  }
  scopes.boundary_count = root.boundary_count();
  scopes.block_count = (scopes.boundary_count - 1) / kBlockSize + 1;
  scopes.scope_count = root.scope_count();
  scopes.blocks = span_of(root.scope_blocks());
  scopes.boundaries = span_of(root.boundaries());
  scopes.classes = span_of(root.scope_classes());
  scopes.names = span_of(root.function_names());
  scopes.call_sites = span_of(root.call_sites());
  scopes.key_levels = KeyLevels(scopes.block_count);
  if (root.wide_scope_keys()->size() == scopes.block_count && root.scope_keys()->size() == 0) {
    scopes.wide_keys = root.wide_scope_keys()->data();
  } else if (root.scope_keys()->size() == scopes.key_levels.total && root.wide_scope_keys()->size() == 0) {
    scopes.keys = root.scope_keys()->data();
  } else {
    return fail("the index of scope blocks does not fit their number");
  }
  if (scopes.blocks.size() != std::size_t{scopes.block_count} + 1)
    return fail("scope_blocks does not fit boundary_count");
  if (scopes.boundaries.size() < kTailPadding) return fail("the boundaries lack their padding");
  if (scopes.classes.empty() || scopes.classes.size() > kMaxScopeClasses) {
    return fail("there are no classes of scopes, or too many");
  }
  scopes.widths = ScopeRecordWidths(std::uint64_t{root.names()->size()} + scopes.names.size(), scopes.classes.size());
  if (root.scopes()->size() != scopes.widths.bytes(scopes.scope_count)) return fail("scopes does not fit scope_count");
  scopes.records = span_of(root.scopes()).data();
  return scopes;
}

std::uint64_t byte_count(const ScopeTables& scopes) noexcept {
  if (scopes.boundary_count == 0) return 0;
  const std::uint64_t keys =
      scopes.keys != nullptr ? std::uint64_t{scopes.key_levels.total} * 4 : std::uint64_t{scopes.block_count} * 8;
  return keys + scopes.blocks.size_bytes() + scopes.boundaries.size() + scopes.classes.size_bytes() +
         scopes.widths.bytes(scopes.scope_count) + scopes.call_sites.size_bytes();
}

}  // namespace smcache::detail
