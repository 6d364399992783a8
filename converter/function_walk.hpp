// The structural walk behind scan_functions(): a pushdown automaton over tokens. What may come next is
// one state; what is open (brackets, functions, conditional expressions) lies on a stack of its own, so that no
// text can exhaust the thread's. A token is looked at once; what it closes is taken off the stack once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/function_scanner.hpp"
#include "converter/scope_names.hpp"
#include "converter/script_lexer.hpp"
#include "converter/script_token.hpp"

namespace smcache::detail {

class FunctionWalk {
 public:
  FunctionWalk(std::string_view text, ScriptDialect dialect, FunctionScopeSink& sink);
  FunctionScan run();

 private:
  // What the next token is taken for.
  enum class State : std::uint8_t {
    statement,  // the beginning of one
    operand,
    after_operand,  // what may go on with the operand, or end it
    arrow_end,      // behind an arrow function's "}", or a bare "yield": no operator can follow
    property,       // of an object literal
    element,        // of a class
    after_key,      // of a property or element
    function_body,  // its "{"
    jsx_tag,        // behind the name in one
    jsx_children,   // behind the ">" of one
    stopped,
  };

  enum class FrameKind : std::uint8_t {
    // Lists of statements.
    script,
    block,
    function_body,
    static_block,
    // Other things in braces.
    class_body,
    object,
    jsx_expression,
    template_part,
    // In parentheses.
    group,  // an expression, or an arrow's parameters
    arguments,
    led_group,  // the same, or a call's arguments, behind "async" or type parameters
    parameters,
    head,       // of if, while, for, with, switch, catch
    decorator,  // its arguments
    // In square brackets.
    array,
    index,
    computed_key,
    // Ended by what they cannot hold.
    conditional,  // between "?" and ":"
    arrow_body,   // an expression
    class_heritage,
    jsx_element,
  };

  struct Frame {
    FrameKind kind = FrameKind::script;
    State after = State::statement;  // of heads, decorators and what is JSX
    bool had_target = false;         // of indexes
    ScopeNames::Context names;       // that each element begins with
    std::uint32_t outer_floor = 0;
    std::uint32_t count = 0;  // of scopes reported before; of indexes: of tokens
    TextOffset start = 0;
  };

  enum class Await : std::uint8_t { no, yes, maybe };

  // What stands around a function and comes back behind it.
  struct Around {
    ScopeNames::Context names;
    Await await = Await::maybe;
    bool in_generator = false;
    State state = State::statement;
  };

  struct OpenScope {
    TextOffset start = 0;
    ScopeKind kind = ScopeKind::function;
    NamePrefix prefix = NamePrefix::none;
    std::uint32_t reported = 0;  // before it
    NameRange name;
    ScopeAnchors anchors;
    Around around;
  };

  // A property or class element whose key is being read.
  struct Member {
    TextOffset start = 0;
    std::uint32_t reported = 0;
    std::optional<Token> key;  // absent: computed
    bool in_class = false;
    bool is_static = false;
    bool is_async = false;
    bool is_generator = false;
    bool is_getter = false;
    bool is_setter = false;
  };

  // What stands before a group, where an arrow would begin.
  struct Lead {
    TextOffset start = 0;
    bool is_async = false;
  };

  // What may turn out to be an arrow's parameters.
  struct ClosedGroup {
    TextOffset start = 0;
    TextOffset paren = 0;
    TextOffset end = 0;
    std::uint32_t reported = 0;
    bool is_async = false;
  };

  // function_walk.cpp: tokens, frames, scopes
  void advance() {
    before_ = token_;
    lexer_.next(token_);
    ++token_count_;
  }
  void hold() noexcept { held_ = true; }
  [[nodiscard]] bool at(TokenKind kind) const noexcept { return token_.kind == kind; }
  [[nodiscard]] bool at(Word word) const noexcept { return token_.word == word; }
  void error();
  [[nodiscard]] Frame& top() noexcept { return frames_.back(); }
  [[nodiscard]] static bool holds_statements(FrameKind kind) noexcept { return kind <= FrameKind::static_block; }
  [[nodiscard]] static bool in_braces(FrameKind kind) noexcept { return kind <= FrameKind::template_part; }
  void push(FrameKind kind, State next);
  void pop();
  void abandon();  // pops a frame that was not closed as it should be
  void unwind_to_braces();
  void leave_expression();  // what ends where an expression does
  void close_paren();
  void close_bracket();
  void close_brace();
  bool unwind_to(FrameKind first, FrameKind last);
  void recover();  // at the beginning of a statement
  void finish();
  [[nodiscard]] Around around(State after) const noexcept { return {names_.context(), await_, in_generator_, after}; }
  OpenScope& open_scope(ScopeKind kind, TextOffset start, std::uint32_t reported, const Around& around);
  void begin_code(Await await, bool in_generator);
  void close_scope(TextOffset end, std::optional<TextOffset> closing_brace);
  void discard_scope();

  // walk_statements.cpp
  void statement();
  void statement_keyword();
  void head_of(State after);
  void declaration();
  void import_declaration();
  void export_declaration();
  bool module_clause();
  void import_attributes();
  void pass_names_in_braces();
  void decorator(State back);
  void end_statement();

  // walk_operands.cpp
  void operand();
  void operand_word(State after_function);
  void operand_keyword();
  void await_or_yield();
  void begin_operand(NamePart::Form form);

  // walk_operators.cpp
  void after_operand();
  void member_access();
  void colon();
  void comma();
  void semicolon();
  void no_operator();
  void arrow_end();

  // walk_functions.cpp
  void begin_function(TextOffset start, bool is_async, State after);
  void function_body();
  void begin_class(State after);
  void class_body();
  void begin_led_group(TextOffset start, bool is_async);
  void begin_arrow();

  // walk_members.cpp
  void member(bool in_class);
  [[nodiscard]] bool ends_key() const noexcept;
  bool take_modifier(Word word, Member& member) const noexcept;
  void after_key();
  void begin_value();
  void begin_method();
  [[nodiscard]] NamePart key_part(const Member& member) const noexcept;

  // walk_types.cpp
  void pass_type();
  bool pass_type_operand();
  void pass_balanced();
  void pass_angles();
  void pass_type_template();
  [[nodiscard]] bool function_type_follows() const noexcept;
  [[nodiscard]] Token peeked() const noexcept;

  // walk_typescript.cpp
  bool type_statement();
  bool type_operator();
  bool pass_arguments();
  void pass_implemented();
  [[nodiscard]] bool type_arguments_follow();

  // walk_jsx.cpp
  void less_in_operand();
  void begin_jsx(State after);
  void jsx_tag();
  void jsx_children();
  void end_jsx();
  [[nodiscard]] bool closes_tag() const noexcept;

  ScriptLexer lexer_;
  bool typescript_;
  FunctionScopeSink& sink_;
  ScopeNames names_;
  std::vector<Frame> frames_;
  std::vector<OpenScope> scopes_;
  std::vector<Member> members_;  // whose computed keys are open
  std::vector<Lead> leads_;      // of the open led_groups
  FunctionScan result_;
  State state_ = State::statement;
  Token token_;
  Token before_;
  bool held_ = false;  // token_ is still to be looked at
  std::uint32_t token_count_ = 0;
  Member member_;
  ClosedGroup group_;
  TextOffset async_place_ = 0;    // of "async" before an arrow's only parameter
  TextOffset async_operand_ = 0;  // that parameter's place
  TextOffset typed_arrow_ = 0;    // the place of an "=>" behind a type
  TextOffset label_ = 0;          // the place of a name that a statement begins with
  bool in_case_ = false;          // between "case" and its colon
  TextOffset no_arguments_ = 0;   // no type arguments end before this offset
  Await await_ = Await::maybe;
  bool in_generator_ = false;
};

}  // namespace smcache::detail
