// A whole stack trace at once: frames of generated code in, frames of the sources out.
//
//   std::vector<smcache::StackFrame> trace = ...;  // the innermost first, as engines print them
//   for (const smcache::SourceFrame& frame : smcache::symbolicate(trace)) ...
//
// A frame in which functions were inlined becomes several; one without a cache, or without an answer,
// stays, with its status. May be called from any number of threads at the same time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "smcache/cache.hpp"
#include "smcache/function.hpp"
#include "smcache/position.hpp"

namespace smcache {

struct StackFrame {
  const Cache* cache = nullptr;  // of the frame's file; null: there is none. Has to outlive the answer
  Position position;             // zero-based, columns UTF-16: subtract one from what engines print
};

struct SourceFrame {
  std::size_t frame = 0;  // which of the trace's frames it is of
  const Cache* cache = nullptr;
  LookupStatus status = LookupStatus::not_found;
  std::uint32_t source = kNone;  // index into cache->source(); kNone unless status is found
  Position original;
  std::uint32_t name = kNone;  // the token there: index into cache->name()
  Function function;           // whose code that is
  std::string_view callee;     // what the frame's caller calls it; empty unless asked for and told
};

struct StackOptions {
  // Tell in `callee` of each frame whose function has no name the name at the place of the call in the
  // next frame: in "handlers.submit()" that is what the author calls it there.
  bool name_by_callers = false;
};

// The frames in the same order; of one that became several, the innermost first.
[[nodiscard]] std::vector<SourceFrame> symbolicate(std::span<const StackFrame> trace, const StackOptions& options = {});

}  // namespace smcache
