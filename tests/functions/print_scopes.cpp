// Prints the scopes that scan_functions() finds in files, as JSON Lines: a line for each scope, in the order of
// their ends, then one for the scan. For tools/functions.d, which compares them with other parsers'.
//
//   print_scopes [--typescript] [--quiet] [--ranges] FILE...
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "converter/function_scanner.hpp"
#include "tests/support/scratch.hpp"

namespace {

using namespace smcache::detail;

nlohmann::json place_json(const TextPlace& place) { return {place.offset, place.position.line, place.position.column}; }
nlohmann::json anchor_json(const std::optional<TextPlace>& place) {
  return place ? place_json(*place) : nlohmann::json(nullptr);
}

class Printer final : public FunctionScopeSink {
 public:
  void on_scope(const FunctionScope& scope) override {
    static constexpr std::array kKinds = {"function", "arrow", "method", "accessor", "constructor", "class_body"};
    std::string name;
    for (const NameComponent& component : scope.name) name += component.text;
    const nlohmann::json line = {
        {"start", place_json(scope.start)},
        {"end", place_json(scope.end)},
        {"kind", kKinds.at(static_cast<std::size_t>(scope.kind))},
        {"name", scope.name.empty() ? nlohmann::json(nullptr) : nlohmann::json(name)},
        {"inside", scope.inside},
        {"parameters", anchor_json(scope.anchors.parameters)},
        {"arrow", anchor_json(scope.anchors.arrow)},
        {"closing_brace", anchor_json(scope.anchors.closing_brace)},
    };
    std::puts(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  }
};

// Kinds and positions alone, a line each: for texts with many scopes.
class RangePrinter final : public FunctionScopeSink {
 public:
  void on_scope(const FunctionScope& scope) override {
    std::printf("%u:%u %u:%u %c\n", scope.start.position.line, scope.start.position.column, scope.end.position.line,
                scope.end.position.column, scope.kind == ScopeKind::class_body ? 'c' : 'f');
  }
};

class Counter final : public FunctionScopeSink {
 public:
  void on_scope(const FunctionScope&) override {}
};

void scan(const std::string& path, ScriptDialect dialect, FunctionScopeSink& sink) {
  const std::string text = smcache::test::read_file(path);
  const std::clock_t before = std::clock();
  const FunctionScan scan = scan_functions(text, dialect, sink);
  const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;  // of the processor
  const nlohmann::json line = {
      {"file", path},
      {"bytes", text.size()},
      {"scopes", scan.scopes},
      {"syntax_errors", scan.syntax_errors},
      {"first_error", anchor_json(scan.first_error)},
      {"too_deep", scan.too_deep},
      {"seconds", seconds},
  };
  std::puts(line.dump().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  auto dialect = ScriptDialect::javascript;
  Printer all;
  RangePrinter ranges;
  Counter none;
  FunctionScopeSink* sink = &all;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--typescript") {
      dialect = ScriptDialect::typescript;
    } else if (argument == "--quiet") {
      sink = &none;
    } else if (argument == "--ranges") {
      sink = &ranges;
    } else {
      scan(argv[i], dialect, *sink);
    }
  }
}
