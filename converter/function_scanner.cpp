#include "converter/function_scanner.hpp"

#include "converter/function_walk.hpp"

namespace smcache::detail {

FunctionScan scan_functions(std::string_view text, ScriptDialect dialect, FunctionScopeSink& sink) {
  return FunctionWalk(text, dialect, sink).run();
}

}  // namespace smcache::detail
