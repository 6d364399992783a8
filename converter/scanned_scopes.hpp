// The functions that a text has, in the order in which they start, and what their names are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <future>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "converter/function_scanner.hpp"
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

  // `text` outlives this; empty where there is no generated file.
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

// Scans a generated file: on a thread of its own while the map is read, or when it is asked for.
class GeneratedScan {
 public:
  // `text` outlives this; empty where there is no generated file. `on_thread`: where there is enough to do, and a
  // thread to be had.
  GeneratedScan(std::string_view text, bool on_thread);
  [[nodiscard]] bool has_text() const noexcept { return has_text_; }
  // Waits for it, or does it. REQUIRES: is called once.
  [[nodiscard]] ScannedScopes take() { return scan_.get(); }

 private:
  bool has_text_;
  std::future<ScannedScopes> scan_;
};

}  // namespace smcache::detail
