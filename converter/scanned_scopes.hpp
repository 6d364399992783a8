// The functions that a text has, in the order in which they start, and what their names are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "converter/function_scanner.hpp"
#include "converter/text_positions.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

struct ScannedScope {
  Position start;
  Position end;
  std::uint32_t behind = 0;  // number of the first scope that is not inside it
  std::uint32_t first_component = 0;
  std::uint32_t component_count = 0;  // 0: anonymous
  ScopeKind kind = ScopeKind::function;
  std::optional<Position> parameters, arrow, closing_brace;
};

class ScannedScopes {
 public:
  struct Component {
    std::string_view text;
    std::optional<Position> place;
  };

  // `text` outlives this. `positions` are those in the text; they are asked for when the scan has come to its end.
  void scan(std::string_view text, ScriptDialect dialect, const std::function<const TextPositions&()>& positions);
  void scan(std::string_view text, ScriptDialect dialect);

  [[nodiscard]] const FunctionScan& result() const noexcept { return result_; }
  [[nodiscard]] const std::vector<ScannedScope>& scopes() const noexcept { return scopes_; }
  [[nodiscard]] std::span<const Component> name(const ScannedScope& scope) const noexcept {
    return std::span(components_).subspan(scope.first_component, scope.component_count);
  }

 private:
  FunctionScan result_;
  std::vector<ScannedScope> scopes_;
  std::vector<Component> components_;
};

}  // namespace smcache::detail
