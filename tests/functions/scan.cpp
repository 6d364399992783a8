#include "tests/functions/scan.hpp"

#include <algorithm>

namespace smcache::test {

namespace {

class Collector final : public detail::FunctionScopeSink {
 public:
  Collector(std::string_view text, std::vector<ScannedScope>& scopes) : text_(text), scopes_(scopes) {}

  void on_scope(const detail::FunctionScope& scope) override {
    ScannedScope copy;
    copy.text = text_.substr(scope.start.offset, scope.end.offset - scope.start.offset);
    if (!scope.name.empty()) copy.name.emplace();
    for (const auto& component : scope.name) {
      *copy.name += component.text;
      if (!component.place) continue;
      const Position position = component.place->position;
      copy.places.push_back(std::string(component.text) + "@" + std::to_string(position.line) + ":" +
                            std::to_string(position.column));
    }
    copy.scope = scope;
    copy.scope.name = {};
    scopes_.push_back(copy);
  }

 private:
  std::string_view text_;
  std::vector<ScannedScope>& scopes_;
};

}  // namespace

Scanned scan(std::string_view text, detail::ScriptDialect dialect) {
  Scanned scanned;
  Collector collector(text, scanned.scopes);
  scanned.result = detail::scan_functions(text, dialect, collector);
  std::sort(scanned.scopes.begin(), scanned.scopes.end(), [](const ScannedScope& a, const ScannedScope& b) {
    if (a.scope.start.offset != b.scope.start.offset) return a.scope.start.offset < b.scope.start.offset;
    return a.scope.end.offset > b.scope.end.offset;
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
