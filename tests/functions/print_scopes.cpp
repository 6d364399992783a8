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

// Knows the positions of places, which are printed as offset, line and column.
class PlacePrinter : public FunctionScopeSink {
 public:
  explicit PlacePrinter(std::string_view text) : positions_(text) {}

  Position position(TextOffset place) { return positions_.at(place); }
  nlohmann::json place_json(const std::optional<TextOffset>& place) {
    if (!place) return nullptr;
    const Position at = position(*place);
    return {*place, at.line, at.column};
  }

 private:
  TextPositions positions_;
};

class Printer final : public PlacePrinter {
 public:
  using PlacePrinter::PlacePrinter;

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
        {"parameters", place_json(scope.anchors.parameters)},
        {"arrow", place_json(scope.anchors.arrow)},
        {"closing_brace", place_json(scope.anchors.closing_brace)},
    };
    std::puts(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  }
};

// Kinds and positions alone, a line each: for texts with many scopes.
class RangePrinter final : public PlacePrinter {
 public:
  using PlacePrinter::PlacePrinter;

  void on_scope(const FunctionScope& scope) override {
    const Position start = position(scope.start);
    const Position end = position(scope.end);
    std::printf("%u:%u %u:%u %c\n", start.line, start.column, end.line, end.column,
                scope.kind == ScopeKind::class_body ? 'c' : 'f');
  }
};

// Nothing, but at the same cost: places become positions.
class Quiet final : public PlacePrinter {
 public:
  using PlacePrinter::PlacePrinter;

  void on_scope(const FunctionScope& scope) override {
    static_cast<void>(position(scope.start));
    static_cast<void>(position(scope.end));
  }
};

template <typename Sink>
void scan(const std::string& path, ScriptDialect dialect) {
  const std::string text = smcache::test::read_file(path);
  const std::clock_t before = std::clock();
  Sink sink(text);
  const FunctionScan scan = scan_functions(text, dialect, sink);
  const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;  // of the processor
  const nlohmann::json line = {
      {"file", path},
      {"bytes", text.size()},
      {"scopes", scan.scopes},
      {"syntax_errors", scan.syntax_errors},
      {"first_error", sink.place_json(scan.first_error)},
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
