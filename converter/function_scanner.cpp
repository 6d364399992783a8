#include "converter/function_scanner.hpp"

namespace smcache::detail {

FunctionScan scan_functions(std::string_view, ScriptDialect, FunctionScopeSink&) { return {}; }

}  // namespace smcache::detail
