#include "tests/functions/scope_rules.hpp"

#include <tuple>
#include <vector>

#include "converter/text_positions.hpp"

namespace smcache::test {

namespace {

using namespace smcache::detail;

struct Character {
  std::size_t length = 1;
  std::uint32_t units = 1;
  bool ends_line = false;
};

// Decodes by the table of well-formed UTF-8 (The Unicode Standard, table 3-7).
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto in = [&](std::size_t i, unsigned first, unsigned last) { return byte(i) >= first && byte(i) <= last; };
  if (byte(0) == '\r' && byte(1) == '\n') return {2, 0, true};
  if (byte(0) == '\r' || byte(0) == '\n') return {1, 0, true};
  if (in(0, 0xC2, 0xDF) && in(1, 0x80, 0xBF)) return {2, 1};
  const bool three = (in(0, 0xE0, 0xE0) && in(1, 0xA0, 0xBF)) || (in(0, 0xE1, 0xEC) && in(1, 0x80, 0xBF)) ||
                     (in(0, 0xED, 0xED) && in(1, 0x80, 0x9F)) || (in(0, 0xEE, 0xEF) && in(1, 0x80, 0xBF));
  if (three && in(2, 0x80, 0xBF)) {
    return {3, 1, byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)};
  }
  const bool four = (in(0, 0xF0, 0xF0) && in(1, 0x90, 0xBF)) || (in(0, 0xF1, 0xF3) && in(1, 0x80, 0xBF)) ||
                    (in(0, 0xF4, 0xF4) && in(1, 0x80, 0x8F));
  if (four && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF)) return {4, 2};
  return {1, 1};
}

// The position of each byte that a character begins with, and of the text's end.
std::vector<std::optional<Position>> positions_of(std::string_view text) {
  std::vector<std::optional<Position>> positions(text.size() + 1);
  Position position;
  for (std::size_t at = 0; at < text.size();) {
    positions[at] = position;
    const Character character = character_at(text, at);
    at += character.length;
    position.column += character.units;
    if (character.ends_line) position = {position.line + 1, 0};
  }
  positions[text.size()] = position;
  return positions;
}

class Checker final : public FunctionScopeSink {
 public:
  explicit Checker(std::string_view text) : text_(text), positions_(positions_of(text)), places_(text) {}

  void on_scope(const FunctionScope& scope) override {
    ++scopes_;
    check_place(scope.start, "start");
    check_place(scope.end, "end");
    require(scope.start < scope.end, "an empty range");
    check_order(scope);
    check_anchors(scope);
    check_name(scope);
  }

  std::optional<std::string> finish(const FunctionScan& scan) {
    require(scan.scopes == scopes_, "another number of scopes");
    require(scopes_ <= text_.size(), "more scopes than bytes");
    require(scan.first_error.has_value() == (scan.syntax_errors != 0), "first_error and syntax_errors");
    if (scan.first_error) check_place(*scan.first_error, "first_error");
    return broken_;
  }

 private:
  void require(bool holds, const std::string& what) {
    if (!holds && !broken_) broken_ = "scope " + std::to_string(scopes_) + ": " + what;
  }

  void check_place(TextOffset place, const std::string& what) {
    require(place <= text_.size(), what + " outside of the text");
    if (place > text_.size()) return;
    const auto& expected = positions_[place];
    require(expected.has_value(), what + " inside a character");
    require(!expected || *expected == places_.at(place), what + " at another position");
  }

  // Those reported last, as many as `inside` says, lie inside; those before end before.
  void check_order(const FunctionScope& scope) {
    require(scope.inside < scopes_, "more inside than before");
    require(scope.end >= last_end_, "ends before the one before");
    last_end_ = scope.end;
    std::uint32_t inside = 0;
    while (!open_.empty() && std::get<0>(open_.back()) >= scope.start) {
      inside += std::get<2>(open_.back());
      open_.pop_back();
    }
    require(inside == scope.inside, "another number inside");
    require(open_.empty() || std::get<1>(open_.back()) <= scope.start, "ranges cross");
    open_.emplace_back(scope.start, scope.end, inside + 1);
  }

  void check_anchors(const FunctionScope& scope) {
    const auto check = [&](const std::optional<TextOffset>& anchor, std::string_view token) {
      if (!anchor) return;
      check_place(*anchor, "anchor");
      require(*anchor >= scope.start && *anchor < scope.end, "anchor outside");
      require(text_.substr(*anchor, token.size()) == token, "anchor at another token");
    };
    check(scope.anchors.parameters, "(");
    check(scope.anchors.arrow, "=>");
    check(scope.anchors.closing_brace, "}");
    require((scope.kind == ScopeKind::arrow) == scope.anchors.arrow.has_value(), "arrow");
  }

  void check_name(const FunctionScope& scope) {
    for (const NameComponent& component : scope.name) {
      require(!component.text.empty() || !component.place, "an empty component");
      if (!component.place) continue;
      check_place(*component.place, "component");
      require(*component.place <= text_.size() && component.text.data() == text_.data() + *component.place &&
                  *component.place + component.text.size() <= text_.size(),
              "component not at its place");
    }
  }

  std::string_view text_;
  std::vector<std::optional<Position>> positions_;
  TextPositions places_;
  // Start, end, and how many it stands for: of the scopes that none has been found around.
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> open_;
  std::uint32_t scopes_ = 0;
  std::uint32_t last_end_ = 0;
  std::optional<std::string> broken_;
};

}  // namespace

std::optional<std::string> broken_scope_rule(std::string_view text, ScriptDialect dialect) {
  Checker checker(text);
  return checker.finish(scan_functions(text, dialect, checker));
}

}  // namespace smcache::test
