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
#include "converter/second_thread.hpp"
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

  // `text` outlives this.
  void scan(std::string_view text, ScriptDialect dialect) { scan(text, dialect, TextPositions(text)); }
  // `positions`: in the text.
  void scan(std::string_view text, ScriptDialect dialect, TextPositions positions);

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

// Scans a generated file: on the second thread while the map is read, or when it is asked for.
class GeneratedScan {
 public:
  // `text`, which is empty where there is no generated file, and the thread outlive this.
  GeneratedScan(std::string_view text, SecondThread& thread);
  GeneratedScan(const GeneratedScan&) = delete;
  GeneratedScan& operator=(const GeneratedScan&) = delete;

  [[nodiscard]] bool has_text() const noexcept { return has_text_; }
  // In UTF-16 code units, without what ends a line. Known long before scopes are. REQUIRES: is called once.
  [[nodiscard]] std::vector<std::uint32_t> line_lengths();
  // Waits for the scan, or does it. REQUIRES: is called once.
  [[nodiscard]] ScannedScopes take() { return scan_.get(); }

 private:
  [[nodiscard]] ScannedScopes scan(std::string_view text);

  bool has_text_;
  bool on_thread_;
  std::promise<std::vector<std::uint32_t>> line_lengths_;
  Task<ScannedScopes> scan_;  // the last: it works on the others
};

}  // namespace smcache::detail
