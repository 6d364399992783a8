// The walk's operators: what goes on with an operand, and what ends the expression.
#include "converter/function_walk.hpp"

namespace smcache::detail {

void FunctionWalk::after_operand() {
  if (typescript_ && type_operator()) return;
  switch (token_.kind) {
    case TokenKind::dot:
    case TokenKind::optional_dot: member_access(); break;
    case TokenKind::open_paren:
      if (before_.is(Word::js_async) && names_.has_target() && !token_.newline_before) {
        begin_led_group(before_.start, true);
      } else {
        push(FrameKind::arguments, State::operand);
      }
      break;
    case TokenKind::open_bracket: push(FrameKind::index, State::operand); break;
    case TokenKind::template_whole: names_.no_target(); break;
    case TokenKind::template_open: push(FrameKind::template_part, State::operand); break;
    case TokenKind::assign:
      names_.assign();
      state_ = State::operand;
      break;
    case TokenKind::slash:
      if (token_.end - token_.start == 2) names_.assign();
      state_ = State::operand;
      break;
    case TokenKind::plus_minus:
    case TokenKind::star:
    case TokenKind::less:
    case TokenKind::binary: state_ = State::operand; break;
    case TokenKind::arrow: begin_arrow(); break;
    case TokenKind::question: push(FrameKind::conditional, State::operand); break;
    case TokenKind::colon: colon(); break;
    case TokenKind::comma: comma(); break;
    case TokenKind::semicolon: semicolon(); break;
    case TokenKind::close_paren: close_paren(); break;
    case TokenKind::close_bracket: close_bracket(); break;
    case TokenKind::close_brace: close_brace(); break;
    case TokenKind::end: finish(); break;
    case TokenKind::update:
      if (token_.newline_before) {
        no_operator();
      } else {
        names_.no_target();
      }
      break;
    case TokenKind::keyword:
      if (at(Word::js_in) || at(Word::js_instanceof)) {
        state_ = State::operand;
      } else {
        no_operator();
      }
      break;
    default: no_operator(); break;
  }
}

// token_ is "." or "?.".
void FunctionWalk::member_access() {
  const bool optional = at(TokenKind::optional_dot);
  state_ = State::after_operand;
  advance();
  if (token_.is_name() || at(TokenKind::private_name)) {
    if (optional) names_.no_target();
    names_.extend_target(NamePart::of(token_, NamePart::Form::identifier));
    token_.word = Word::none;  // "async" and such mean nothing here
    return;
  }
  names_.no_target();
  hold();
  if (!optional) {
    error();
    state_ = State::operand;
  }
}

void FunctionWalk::colon() {
  while (top().kind == FrameKind::arrow_body) abandon();
  state_ = State::operand;
  if (top().kind == FrameKind::conditional) {
    pop();
  } else if (holds_statements(top().kind)) {
    in_case_ = false;
    end_statement();  // behind a label, or a case
  } else {
    error();
  }
}

void FunctionWalk::comma() {
  leave_expression();
  names_.restore(top().names);
  switch (top().kind) {
    case FrameKind::object: state_ = State::property; break;
    case FrameKind::class_body:
      error();
      state_ = State::element;
      break;
    default: state_ = State::operand; break;
  }
}

void FunctionWalk::semicolon() {
  leave_expression();
  switch (top().kind) {
    case FrameKind::head:
      names_.restore(top().names);
      state_ = State::operand;
      break;
    case FrameKind::class_body:
      names_.restore(top().names);
      state_ = State::element;
      break;
    default:
      if (!holds_statements(top().kind)) recover();
      if (state_ != State::element) end_statement();
      break;
  }
}

// An operand is complete, and token_ can be no operator: the statement ends where the line does.
void FunctionWalk::no_operator() {
  if (at(TokenKind::identifier) && !token_.newline_before) {
    if (at(Word::js_of) && top().kind == FrameKind::head && !(before_.is(Word::js_async) && lexer_.arrow_follows())) {
      state_ = State::operand;
      return;
    }
    if (before_.is(Word::js_async) && names_.has_target()) {
      async_place_ = before_.start;
      async_operand_ = token_.start;
      names_.no_target();
      return;
    }
    if (before_.is(Word::js_using) && names_.has_target()) {
      begin_operand(NamePart::Form::identifier);
      return;
    }
  }
  if (at(TokenKind::identifier) && at(Word::js_of) && top().kind == FrameKind::head) {
    state_ = State::operand;
    return;
  }
  if (at(TokenKind::open_brace) && top().kind == FrameKind::class_heritage) {
    class_body();
    return;
  }
  leave_expression();
  const FrameKind kind = top().kind;
  hold();
  if (holds_statements(kind) || kind == FrameKind::class_body) {
    if (!token_.newline_before) error();
    names_.restore(top().names);
    state_ = kind == FrameKind::class_body ? State::element : State::statement;
    return;
  }
  error();
  state_ = State::operand;
  if (at(TokenKind::keyword) || !at(TokenKind::unknown)) return;
  held_ = false;
}

void FunctionWalk::arrow_end() {
  state_ = State::after_operand;
  switch (token_.kind) {
    case TokenKind::comma:
    case TokenKind::semicolon:
    case TokenKind::colon:
    case TokenKind::close_paren:
    case TokenKind::close_bracket:
    case TokenKind::close_brace:
    case TokenKind::end: break;
    default:
      if (token_.newline_before) {
        leave_expression();
        if (holds_statements(top().kind) || top().kind == FrameKind::class_body) {
          no_operator();
          return;
        }
      }
      break;
  }
  after_operand();
}

}  // namespace smcache::detail
