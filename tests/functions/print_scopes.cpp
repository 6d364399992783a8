// Prints the scopes that scan_functions() finds in files, as JSON Lines: a line for each scope, in the order of
// their ends, then one for the scan. For tools/functions.d, which compares them with other parsers'.
//
//   print_scopes [--typescript] [--quiet] [--ranges] FILE...
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "converter/function_scanner.hpp"
#include "converter/text_positions.hpp"
#include "tests/support/scratch.hpp"

namespace {

using namespace smcache::detail;
using smcache::Position;

// Places are printed as offset, line and column.
nlohmann::json place_json(TextPositions& positions, const std::optional<TextOffset>& place) {
  if (!place) return nullptr;
  const Position at = positions.at(*place);
  return {*place, at.line, at.column};
}

class Printer final : public FunctionScopeSink {
 public:
  explicit Printer(std::string_view text) : positions_(text) {}

  void on_scope(const FunctionScope& scope) override {
    static constexpr std::array kKinds = {"function", "arrow", "method", "accessor", "constructor", "class_body"};
    std::string name;
    for (const NameComponent& component : scope.name) name += component.text;
    const nlohmann::json line = {
        {"start", place_json(positions_, scope.start)},
        {"end", place_json(positions_, scope.end)},
        {"kind", kKinds.at(static_cast<std::size_t>(scope.kind))},
        {"name", scope.name.empty() ? nlohmann::json(nullptr) : nlohmann::json(name)},
        {"inside", scope.inside},
        {"parameters", place_json(positions_, scope.anchors.parameters)},
        {"arrow", place_json(positions_, scope.anchors.arrow)},
        {"closing_brace", place_json(positions_, scope.anchors.closing_brace)},
    };
    std::puts(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  }

 private:
  TextPositions positions_;
};

// Kinds and positions alone, a line each: for texts with many scopes.
class RangePrinter final : public FunctionScopeSink {
 public:
  explicit RangePrinter(std::string_view text) : positions_(text) {}

  void on_scope(const FunctionScope& scope) override {
    const Position start = positions_.at(scope.start);
    const Position end = positions_.at(scope.end);
    std::printf("%u:%u %u:%u %c\n", start.line, start.column, end.line, end.column,
                scope.kind == ScopeKind::class_body ? 'c' : 'f');
  }

 private:
  TextPositions positions_;
};

// Nothing, but at the same cost: places become positions.
class Quiet final : public FunctionScopeSink {
 public:
  explicit Quiet(std::string_view text) : positions_(text) {}

  void on_scope(const FunctionScope& scope) override {
    static_cast<void>(positions_.at(scope.start));
    static_cast<void>(positions_.at(scope.end));
  }

 private:
  TextPositions positions_;
};

template <typename Sink>
void scan(const std::string& path, ScriptDialect dialect) {
  const std::string text = smcache::test::read_file(path);
  const std::clock_t before = std::clock();
  Sink sink(text);
  const FunctionScan scan = scan_functions(text, dialect, sink);
  const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;  // of the processor
  TextPositions positions(text);
  const nlohmann::json line = {
      {"file", path},
      {"bytes", text.size()},
      {"scopes", scan.scopes},
      {"syntax_errors", scan.syntax_errors},
      {"first_error", place_json(positions, scan.first_error)},
      {"too_deep", scan.too_deep},
      {"seconds", seconds},
  };
  std::puts(line.dump().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  auto dialect = ScriptDialect::javascript;
  auto* scan_file = &scan<Printer>;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--typescript") {
      dialect = ScriptDialect::typescript;
    } else if (argument == "--quiet") {
      scan_file = &scan<Quiet>;
    } else if (argument == "--ranges") {
      scan_file = &scan<RangePrinter>;
    } else {
      scan_file(argv[i], dialect);
    }
  }
}
