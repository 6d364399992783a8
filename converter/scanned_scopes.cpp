#include "converter/scanned_scopes.hpp"

#include <utility>

namespace smcache::detail {

namespace {

// To scan fewer bytes takes hardly longer than to start a thread.
constexpr std::size_t kWorthAThread = std::size_t{1} << 16;

}  // namespace

void ScannedScopes::scan(std::string_view text, ScriptDialect dialect) {
  result_ = scan_functions(text, dialect, *this);
  // They came in the order of their ends, `behind` holding how many are inside. Each moves forward by
  // those, and back by the scopes around it.
  std::vector<ScannedScope> by_start(scopes_.size());
  std::vector<std::uint32_t> firsts;  // of the scopes around the current one: the first of what is inside
  for (auto i = static_cast<std::uint32_t>(scopes_.size()); i-- > 0;) {
    while (!firsts.empty() && i < firsts.back()) firsts.pop_back();
    const std::uint32_t inside = scopes_[i].behind;
    const auto number = i - inside + static_cast<std::uint32_t>(firsts.size());
    firsts.push_back(i - inside);
    by_start[number] = scopes_[i];
    by_start[number].behind = number + inside + 1;
  }
  scopes_ = std::move(by_start);
}

void ScannedScopes::on_scope(const FunctionScope& scope) {
  const auto position = [](const std::optional<TextPlace>& place) {
    return place ? std::optional(place->position) : std::nullopt;
  };
  ScannedScope& kept = scopes_.emplace_back();
  kept.start = scope.start.position;
  kept.end = scope.end.position;
  kept.behind = scope.inside;
  kept.first_component = static_cast<std::uint32_t>(components_.size());
  kept.component_count = static_cast<std::uint32_t>(scope.name.size());
  kept.kind = scope.kind;
  kept.parameters = position(scope.anchors.parameters);
  kept.arrow = position(scope.anchors.arrow);
  kept.closing_brace = position(scope.anchors.closing_brace);
  for (const NameComponent& component : scope.name) components_.push_back({component.text, position(component.place)});
}

GeneratedScan::GeneratedScan(std::string_view text) {
  // Deferred as well: where no thread can be had, the one that waits scans.
  const auto policy = text.size() < kWorthAThread ? std::launch::deferred : std::launch::async | std::launch::deferred;
  scan_ = std::async(policy, [text] {
    ScannedScopes scopes;
    scopes.scan(text, ScriptDialect::javascript);
    return scopes;
  });
}

}  // namespace smcache::detail
