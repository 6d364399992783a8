#include "converter/scanned_scopes.hpp"

namespace smcache::detail {

namespace {

// Most texts have no more than one scope, and one component of a name, in as many bytes.
constexpr std::size_t kUsualScope = 64;

// Keeps what it is told.
struct Keeper final : FunctionScopeSink {
  explicit Keeper(std::size_t text_size) {
    // What is not written to costs nothing.
    scopes.reserve(text_size / kUsualScope + 1);
    components.reserve(text_size / kUsualScope + 1);
  }

  // Of the name in `scope` nothing but its length outlives on_scope(): its components are kept apart.
  struct Scope {
    FunctionScope scope;
    std::uint32_t first_component;
  };

  void on_scope(const FunctionScope& scope) override {
    scopes.push_back({scope, static_cast<std::uint32_t>(components.size())});
    components.insert(components.end(), scope.name.begin(), scope.name.end());
  }

  std::vector<Scope> scopes;
  std::vector<NameComponent> components;
};

}  // namespace

void ScannedScopes::scan(std::string_view text, ScriptDialect dialect) {
  std::optional<TextPositions> positions;
  scan(text, dialect, [&]() -> const TextPositions& { return positions.emplace(text); });
}

void ScannedScopes::scan(std::string_view text, ScriptDialect dialect,
                         const std::function<const TextPositions&()>& positions_in) {
  Keeper kept(text.size());
  result_ = scan_functions(text, dialect, kept);

  const TextPositions& positions = positions_in();
  const auto position = [&](const std::optional<TextOffset>& place) {
    return place ? std::optional(positions.at(*place)) : std::nullopt;
  };
  components_.reserve(kept.components.size());
  for (const NameComponent& component : kept.components) {
    components_.push_back({component.text, position(component.place)});
  }
  // They came in the order of their ends. Each moves forward by those inside of it, and back by those around it.
  scopes_.resize(kept.scopes.size());
  std::vector<std::uint32_t> firsts;  // of the scopes around the current one: the first of what is inside
  for (auto i = static_cast<std::uint32_t>(scopes_.size()); i-- > 0;) {
    while (!firsts.empty() && i < firsts.back()) firsts.pop_back();
    const auto& [scope, first_component] = kept.scopes[i];
    const auto number = i - scope.inside + static_cast<std::uint32_t>(firsts.size());
    firsts.push_back(i - scope.inside);
    ScannedScope& placed = scopes_[number];
    placed.behind = number + scope.inside + 1;
    placed.first_component = first_component;
    placed.component_count = static_cast<std::uint32_t>(scope.name.size());
    placed.kind = scope.kind;
    placed.start = positions.at(scope.start);
    placed.end = positions.at(scope.end);
    placed.parameters = position(scope.anchors.parameters);
    placed.arrow = position(scope.anchors.arrow);
    placed.closing_brace = position(scope.anchors.closing_brace);
  }
}

}  // namespace smcache::detail
