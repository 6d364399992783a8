// The walk's statements: what their keywords make of the tokens behind them.
#include "converter/function_walk.hpp"

namespace smcache::detail {

void FunctionWalk::end_statement() {
  names_.restore(top().names);
  state_ = State::statement;
}

void FunctionWalk::statement() {
  switch (token_.kind) {
    case TokenKind::open_brace: push(FrameKind::block, State::statement); break;
    case TokenKind::close_brace: close_brace(); break;
    case TokenKind::semicolon: break;
    case TokenKind::end: finish(); break;
    case TokenKind::at: decorator(State::statement); break;
    case TokenKind::keyword: statement_keyword(); break;
    case TokenKind::identifier:
      label_ = token_.start;
      if (typescript_ && type_statement()) break;
      if (at(Word::js_let)) {
        declaration();
      } else {
        operand_word(State::statement);
      }
      break;
    default:
      state_ = State::operand;
      operand();
      break;
  }
}

void FunctionWalk::statement_keyword() {
  switch (token_.word) {
    case Word::js_function: begin_function(token_.start, false, State::statement); break;
    case Word::js_class: begin_class(State::statement); break;
    case Word::js_var:
    case Word::js_const: declaration(); break;
    case Word::js_if:
    case Word::js_while:
    case Word::js_for:
    case Word::js_with:
    case Word::js_switch:
    case Word::js_catch: head_of(State::statement); break;
    case Word::js_do:
    case Word::js_else:
    case Word::js_try:
    case Word::js_finally:
    case Word::js_debugger: break;
    case Word::js_break:
    case Word::js_continue:
      advance();
      if (!at(TokenKind::identifier) || token_.newline_before) hold();
      break;
    case Word::js_return:
    case Word::js_throw:
      advance();
      hold();
      if (!token_.newline_before && !at(TokenKind::semicolon) && !at(TokenKind::close_brace)) state_ = State::operand;
      break;
    case Word::js_case:
      in_case_ = true;
      state_ = State::operand;
      break;
    case Word::js_default:  // the colon follows
      in_case_ = true;
      state_ = State::after_operand;
      break;
    case Word::js_enum:
      if (typescript_ && type_statement()) break;
      operand_keyword();
      break;
    case Word::js_import: import_declaration(); break;
    case Word::js_export: export_declaration(); break;
    default:
      state_ = State::operand;
      operand();
      break;
  }
}

// if (...), for await (...), switch (...), catch {
void FunctionWalk::head_of(State after) {
  const bool is_for = at(Word::js_for);
  const bool may_lack = at(Word::js_catch);
  advance();
  if (is_for && at(Word::js_await)) advance();
  if (!at(TokenKind::open_paren)) {
    if (!may_lack) error();
    hold();
    return;
  }
  push(FrameKind::head, State::operand);
  if (state_ == State::stopped) return;
  top().after = after;
  if (!is_for) return;
  advance();
  if (at(Word::js_var) || at(Word::js_const) || at(Word::js_let)) {
    declaration();
  } else {
    hold();
  }
}

// var, let, const: what follows is read as an expression, patterns included.
void FunctionWalk::declaration() {
  if (typescript_ && at(Word::js_const) && peeked().is(Word::js_enum)) return;
  const bool may_be_name = at(Word::js_let);
  state_ = State::operand;
  if (!may_be_name) return;
  begin_operand(NamePart::Form::identifier);
  advance();
  hold();
  switch (token_.kind) {
    case TokenKind::identifier:
    case TokenKind::open_bracket:
    case TokenKind::open_brace: state_ = State::operand; break;
    default: break;
  }
}

void FunctionWalk::import_declaration() {
  names_.no_target();
  advance();
  if (at(TokenKind::open_paren) || at(TokenKind::dot)) {  // import(...), import.meta
    state_ = State::after_operand;
    hold();
    return;
  }
  lexer_.set_module();
  if (module_clause()) import_attributes();
}

void FunctionWalk::export_declaration() {
  lexer_.set_module();
  advance();
  state_ = State::statement;
  if (at(Word::js_default)) {
    advance();
    hold();
    if (at(Word::js_function) || at(Word::js_class) || at(TokenKind::at) || at(Word::js_async)) return;
    if (typescript_ && (at(Word::js_abstract) || at(Word::js_interface))) return;
    state_ = State::operand;
    return;
  }
  if (typescript_ && at(Word::js_type)) {
    const Token next = peeked();
    if (next.is(TokenKind::star) || next.is(TokenKind::open_brace)) advance();
  }
  if (typescript_ && at(TokenKind::assign)) {  // export = a
    state_ = State::operand;
  } else if (at(TokenKind::star)) {
    if (module_clause()) import_attributes();
  } else if (at(TokenKind::open_brace)) {
    pass_names_in_braces();
    advance();
    if (at(TokenKind::identifier) && lexer_.text_of(token_) == "from") {
      if (module_clause()) import_attributes();
    } else {
      hold();
    }
  } else {
    hold();
  }
}

// From behind "import" to the module's name. False when it is not there.
bool FunctionWalk::module_clause() {
  for (;; advance()) {
    switch (token_.kind) {
      case TokenKind::string: return true;
      case TokenKind::open_brace: pass_names_in_braces(); break;
      case TokenKind::comma:
      case TokenKind::star:
      case TokenKind::identifier: break;
      case TokenKind::assign:  // TypeScript: import a = b.c
        if (typescript_) {
          state_ = State::operand;
          return false;
        }
        [[fallthrough]];
      default:
        error();
        hold();
        return false;
    }
  }
}

void FunctionWalk::import_attributes() {
  advance();
  if (!at(Word::js_with) && (token_.newline_before || lexer_.text_of(token_) != "assert")) {
    hold();
    return;
  }
  advance();
  if (at(TokenKind::open_brace)) {
    pass_names_in_braces();
  } else {
    error();
    hold();
  }
}

// { a as b, "c" as default }, { type: "json" }
void FunctionWalk::pass_names_in_braces() {
  for (;;) {
    advance();
    switch (token_.kind) {
      case TokenKind::close_brace: return;
      case TokenKind::identifier:
      case TokenKind::keyword:
      case TokenKind::string:
      case TokenKind::comma:
      case TokenKind::colon: break;
      default:
        error();
        hold();
        return;
    }
  }
}

// @a.b.c(...), @(...)
void FunctionWalk::decorator(State back) {
  state_ = back;
  advance();
  if (token_.is_name()) {
    advance();
    while (at(TokenKind::dot)) {
      advance();
      if (token_.is_name() || at(TokenKind::private_name)) advance();
    }
  }
  if (at(TokenKind::open_paren)) {
    push(FrameKind::decorator, State::operand);
    if (state_ != State::stopped) top().after = back;
  } else {
    hold();
  }
}

}  // namespace smcache::detail
