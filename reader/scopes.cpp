#include "reader/scopes.hpp"

#include <algorithm>

#include "reader/scope_blocks.hpp"

namespace smcache::detail {

Function read_scope(const Tables& tables, std::uint32_t number) noexcept {
  const ScopeTables& scopes = tables.scopes;
  if (number >= scopes.scope_count) return {};
  const ScopeRecordWidths& widths = scopes.widths;
  const std::uint64_t record = read_bits(scopes.records, std::uint64_t{number} * widths.total(), widths.total());
  const std::uint64_t name = record & low_mask(widths.name);
  const std::uint64_t klass = record >> widths.name;
  if (klass >= scopes.classes.size()) return {};
  Function function;
  function.scope = number;
  function.kind = FunctionKind::anonymous;
  const std::uint32_t provenance = scopes.classes[klass].provenance();
  function.provenance = provenance <= kFromSource ? static_cast<Provenance>(provenance) : Provenance::none;
  function.hidden = (scopes.classes[klass].flags() & kScopeHidden) != 0;
  function.inlined = (scopes.classes[klass].flags() & kScopeInlined) != 0;
  if (name == 0) return function;
  const std::uint64_t index = name - 1;
  const format::Text* text = nullptr;
  if (index < tables.names.size()) {
    text = &tables.names[index];
  } else if (index - tables.names.size() < scopes.names.size()) {
    text = &scopes.names[index - tables.names.size()];
  }
  const auto found = text == nullptr ? std::nullopt : tables.text(*text);
  if (!found) return {};
  function.kind = FunctionKind::named;
  function.name = *found;
  return function;
}

std::uint32_t scope_around(const Tables& tables, std::uint32_t number) noexcept {
  const ScopeTables& scopes = tables.scopes;
  if (number >= scopes.scope_count) return kAbsent;
  // The last block before which no more scopes start than that many.
  const auto after = std::upper_bound(
      scopes.blocks.begin(), scopes.blocks.begin() + scopes.block_count, number,
      [](std::uint32_t wanted, const format::ScopeBlock& block) { return wanted < block.first_scope(); });
  if (after == scopes.blocks.begin()) return kAbsent;
  const PackedScopes block = scopes_at(scopes, static_cast<std::uint32_t>(after - scopes.blocks.begin() - 1));
  const std::uint32_t rank = number - (after - 1)->first_scope();
  if (!block.fits() || rank >= kBlockSize) return kAbsent;
  const unsigned index = select_bit(block.starts(), rank);
  if (index >= block.count()) return kAbsent;
  const std::uint32_t around = block.around(index);
  return around < number ? around : kAbsent;
}

std::optional<CallSite> call_site_of(const Tables& tables, std::uint32_t number) noexcept {
  const auto& sites = tables.scopes.call_sites;
  const auto at =
      std::lower_bound(sites.begin(), sites.end(), number,
                       [](const format::CallSite& site, std::uint32_t wanted) { return site.scope() < wanted; });
  if (at == sites.end() || at->scope() != number || at->source() >= tables.sources.size()) return std::nullopt;
  return CallSite{at->source(), {at->line(), at->column()}};
}

}  // namespace smcache::detail
