#include "converter/scanned_scopes.hpp"

#include <utility>

namespace smcache::detail {

namespace {

// Most texts have no more than one scope, and one component of a name, in as many bytes.
constexpr std::size_t kUsualScope = 64;

// Keeps what it is told, places as positions.
class Keeper final : public FunctionScopeSink {
 public:
  Keeper(TextPositions positions, std::vector<ScannedScope>& scopes, std::vector<ScannedScopes::Component>& components)
      : positions_(std::move(positions)), scopes_(scopes), components_(components) {}

  // How many scopes are inside is kept in `behind`, for the time being.
  void on_scope(const FunctionScope& scope) override {
    ScannedScope& kept = scopes_.emplace_back();
    kept.start = positions_.at(scope.start);
    kept.first_component = static_cast<std::uint32_t>(components_.size());
    kept.component_count = static_cast<std::uint32_t>(scope.name.size());
    for (const NameComponent& component : scope.name) {
      components_.push_back({component.text, position(component.place)});
    }
    kept.kind = scope.kind;
    kept.behind = scope.inside;
    kept.parameters = position(scope.anchors.parameters);
    kept.arrow = position(scope.anchors.arrow);
    kept.closing_brace = position(scope.anchors.closing_brace);
    kept.end = positions_.at(scope.end);
  }

 private:
  std::optional<Position> position(const std::optional<TextOffset>& place) noexcept {
    return place ? std::optional(positions_.at(*place)) : std::nullopt;
  }

  TextPositions positions_;
  std::vector<ScannedScope>& scopes_;
  std::vector<ScannedScopes::Component>& components_;
};

}  // namespace

void ScannedScopes::scan(std::string_view text, ScriptDialect dialect, TextPositions positions) {
  // What is not written to costs nothing.
  scopes_.reserve(text.size() / kUsualScope + 1);
  components_.reserve(text.size() / kUsualScope + 1);
  Keeper keeper(std::move(positions), scopes_, components_);
  result_ = scan_functions(text, dialect, keeper);
  // They came in the order of their ends. Each moves forward by those inside of it, and back by those around it.
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

}  // namespace smcache::detail
