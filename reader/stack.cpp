#include "smcache/stack.hpp"

namespace smcache {
namespace {

// The frames that one frame is in the sources: more than one where functions were inlined.
void append(std::size_t index, const StackFrame& asked, std::vector<SourceFrame>& frames) {
  SourceFrame frame;
  frame.frame = index;
  frame.cache = asked.cache;
  if (asked.cache != nullptr) {
    const Location at = asked.cache->lookup(asked.position, frame.function);
    frame.status = at.status;
    frame.source = at.source;
    frame.original = at.original;
    frame.name = at.name;
  }
  frames.push_back(frame);
  while (asked.cache != nullptr && frame.function.inlined) {
    const auto site = asked.cache->call_site(frame.function);
    if (!site) return;
    frame.function = asked.cache->enclosing(frame.function);
    frame.status = LookupStatus::found;
    frame.source = site->source;
    frame.original = site->original;
    frame.name = kNone;
    frames.push_back(frame);
  }
}

}  // namespace

std::vector<SourceFrame> symbolicate(std::span<const StackFrame> trace, const StackOptions& options) {
  std::vector<SourceFrame> frames;
  frames.reserve(trace.size());
  for (std::size_t i = 0; i < trace.size(); ++i) append(i, trace[i], frames);
  if (!options.name_by_callers) return frames;
  for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
    const SourceFrame& caller = frames[i + 1];
    if (frames[i].function.kind == FunctionKind::named || caller.status != LookupStatus::found) continue;
    frames[i].callee = caller.cache->name(caller.name).value_or(std::string_view());
  }
  return frames;
}

}  // namespace smcache
