#include "tests/functions/scan.hpp"

#include <algorithm>

#include "converter/text_positions.hpp"

namespace smcache::test {

namespace {

class Collector final : public detail::FunctionScopeSink {
 public:
  Collector(std::string_view text, std::vector<ScannedScope>& scopes)
      : text_(text), positions_(text), scopes_(scopes) {}

  void on_scope(const detail::FunctionScope& scope) override {
    ScannedScope copy;
    copy.text = text_.substr(scope.start, scope.end - scope.start);
    if (!scope.name.empty()) copy.name.emplace();
    for (const auto& component : scope.name) {
      *copy.name += component.text;
      if (!component.place) continue;
      const Position position = positions_.at(*component.place);
      copy.places.push_back(std::string(component.text) + "@" + std::to_string(position.line) + ":" +
                            std::to_string(position.column));
    }
    copy.scope = scope;
    copy.scope.name = {};
    scopes_.push_back(copy);
  }

 private:
  std::string_view text_;
  detail::TextPositions positions_;
  std::vector<ScannedScope>& scopes_;
};

}  // namespace

Scanned scan(std::string_view text, detail::ScriptDialect dialect) {
  Scanned scanned;
  Collector collector(text, scanned.scopes);
  scanned.result = detail::scan_functions(text, dialect, collector);
  std::sort(scanned.scopes.begin(), scanned.scopes.end(), [](const ScannedScope& a, const ScannedScope& b) {
    if (a.scope.start != b.scope.start) return a.scope.start < b.scope.start;
    return a.scope.end > b.scope.end;
  });
  return scanned;
}

std::vector<std::string> scope_names(std::string_view text, detail::ScriptDialect dialect) {
  std::vector<std::string> names;
  for (const ScannedScope& scope : scan(text, dialect).scopes) names.push_back(scope.name.value_or("-"));
  return names;
}

std::vector<std::string> scope_texts(std::string_view text, detail::ScriptDialect dialect) {
  std::vector<std::string> texts;
  for (const ScannedScope& scope : scan(text, dialect).scopes) texts.push_back(scope.text);
  return texts;
}

}  // namespace smcache::test
