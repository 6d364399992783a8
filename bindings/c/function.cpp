// Functions around positions.
#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"
#include "bindings/c/location.hpp"
#include "smcache/stack.hpp"

namespace {

using smcache::ErrorCode;
using smcache::Function;
using smcache::FunctionKind;
using smcache::Location;
using smcache::Provenance;
using smcache::SourceFrame;
using smcache::detail::give;
using smcache::detail::guarded;
using smcache::detail::plain;
using smcache::detail::reach_of;
using smcache::detail::report;
using smcache::detail::report_success;

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

int32_t smc_symbolicate(const smc_stack_frame* trace, size_t count, uint32_t name_by_callers, smc_source_frame* frames,
                        size_t capacity, size_t* found, smc_error* error) {
  if (found != nullptr) *found = 0;
  return guarded(error, [&] {
    if ((trace == nullptr && count != 0) || (frames == nullptr && capacity != 0)) {
      return report(error, ErrorCode::invalid_argument, "no frames, or nowhere to put them");
    }
    std::vector<smcache::StackFrame> asked;
    for (const smc_stack_frame& frame : std::span(trace, count)) {
      asked.push_back({frame.cache == nullptr ? nullptr : &frame.cache->cache, {frame.line, frame.column}});
    }
    const std::vector<SourceFrame> answers = smcache::symbolicate(asked, {name_by_callers != 0});
    for (std::size_t i = 0; i < std::min(answers.size(), capacity); ++i) {
      const SourceFrame& from = answers[i];
      frames[i] = {.frame = from.frame,
                   .status = static_cast<std::uint32_t>(from.status),
                   .source = from.source,
                   .line = from.original.line,
                   .column = from.original.column,
                   .name = from.name,
                   .reserved = 0,
                   .function = {},
                   .callee = {nullptr, 0}};
      write(trace[from.frame].cache, from.function, &frames[i].function);
      if (!from.callee.empty()) give(&frames[i].callee, from.callee);
    }
    if (found != nullptr) *found = answers.size();
    return report_success(error);
  });
}

}  // extern "C"
