// Lines of stack traces, as V8, SpiderMonkey, JavaScriptCore and Hermes print them.
#pragma once

#include <optional>
#include <string_view>

#include "smcache/position.hpp"

namespace smcache::tool {

// A line of a trace that names a place in generated code. Views into the line.
struct TraceLine {
  enum class Style : unsigned char {
    at,   // "    at f (https://example.org/a.js:1:2)": V8, Hermes
    sign  // "f@https://example.org/a.js:1:2": SpiderMonkey, JavaScriptCore
  };
  Style style = Style::at;
  bool is_async = false;      // "    at async f (...)"
  std::string_view indent;    // what stands before the frame, "at " left out
  std::string_view function;  // as the engine names it; empty where it does not
  std::string_view url;
  Position position;  // zero-based
};

// nullopt for a line that is none: a message, a frame of native code, text around the trace.
[[nodiscard]] std::optional<TraceLine> parse_trace_line(std::string_view line);

}  // namespace smcache::tool
