// Functions around positions.
#include <algorithm>

#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"
#include "bindings/c/location.hpp"

namespace {

using smcache::Function;
using smcache::FunctionKind;
using smcache::Location;
using smcache::Provenance;
using smcache::detail::give;
using smcache::detail::plain;
using smcache::detail::reach_of;

static_assert(static_cast<std::uint32_t>(FunctionKind::none) == SMC_FUNCTION_NONE);
static_assert(static_cast<std::uint32_t>(FunctionKind::anonymous) == SMC_FUNCTION_ANONYMOUS);
static_assert(static_cast<std::uint32_t>(FunctionKind::named) == SMC_FUNCTION_NAMED);
static_assert(static_cast<std::uint32_t>(Provenance::scopes) == SMC_PROVENANCE_SCOPES);
static_assert(static_cast<std::uint32_t>(Provenance::function_map) == SMC_PROVENANCE_FUNCTION_MAP);
static_assert(static_cast<std::uint32_t>(Provenance::pasta) == SMC_PROVENANCE_PASTA);
static_assert(static_cast<std::uint32_t>(Provenance::generated) == SMC_PROVENANCE_GENERATED);
static_assert(static_cast<std::uint32_t>(Provenance::source) == SMC_PROVENANCE_SOURCE);
static_assert(sizeof(smc_function) == 8 * sizeof(std::uint32_t) + sizeof(smc_string));

std::uint32_t write(const smc_cache* cache, const Function& from, smc_function* to) noexcept {
  const auto kind = static_cast<std::uint32_t>(from.kind);
  if (to == nullptr) return kind;
  *to = {.kind = kind,
         .scope = from.scope,
         .provenance = static_cast<std::uint32_t>(from.provenance),
         .is_hidden = from.hidden ? 1U : 0U,
         .is_inlined = from.inlined ? 1U : 0U,
         .call_source = SMC_NONE,
         .call_line = 0,
         .call_column = 0,
         .name = {nullptr, 0}};
  if (from.kind == FunctionKind::named) give(&to->name, from.name);
  if (!from.inlined) return kind;
  if (const auto site = cache->cache.call_site(from)) {
    to->call_source = site->source;
    to->call_line = site->original.line;
    to->call_column = site->original.column;
  }
  return kind;
}

}  // namespace

extern "C" {

uint32_t smc_cache_function(const smc_cache* cache, uint32_t line, uint32_t column, smc_function* function) {
  return write(cache, cache == nullptr ? Function{} : cache->cache.function({line, column}), function);
}

uint32_t smc_cache_lookup_function(const smc_cache* cache, uint32_t line, uint32_t column, uint32_t reach,
                                   smc_location* location, smc_function* function) {
  Function around;
  const Location at = cache == nullptr ? Location{} : cache->cache.lookup({line, column}, around, reach_of(reach));
  if (location != nullptr) *location = plain(at);
  write(cache, around, function);
  return static_cast<std::uint32_t>(at.status);
}

uint32_t smc_cache_function_count(const smc_cache* cache) {
  return cache == nullptr ? 0 : cache->cache.function_count();
}

uint32_t smc_cache_function_at(const smc_cache* cache, uint32_t scope, smc_function* function) {
  return write(cache, cache == nullptr ? Function{} : cache->cache.function_at(scope), function);
}

uint32_t smc_cache_enclosing_function(const smc_cache* cache, uint32_t scope, smc_function* function) {
  return write(cache, cache == nullptr ? Function{} : cache->cache.enclosing(cache->cache.function_at(scope)),
               function);
}

}  // extern "C"
