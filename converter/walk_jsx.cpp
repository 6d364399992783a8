// The walk's JSX: elements are operands, made of tags, text, and expressions in braces.
#include "converter/function_walk.hpp"

namespace smcache::detail {

// token_ is a "<" where an operand can stand: type parameters of an arrow function, or an element.
void FunctionWalk::less_in_operand() {
  ScriptLexer ahead = lexer_;
  Token first;
  Token second;
  Token third;
  ahead.next(first);
  ahead.next(second);
  ahead.next(third);
  const bool is_list =
      first.is(TokenKind::identifier) && (second.is(TokenKind::comma) || second.is(Word::js_extends) ||
                                          (second.is(TokenKind::binary) && third.is(TokenKind::open_paren)));
  const bool has_no_attributes = first.is_name() && second.is(TokenKind::binary);
  if (!is_list && (has_no_attributes ? lexer_.closing_tag_follows(lexer_.text_of(first)) : lexer_.tag_end_follows())) {
    begin_jsx(State::after_operand);
    return;
  }
  const TextOffset start = token_.start;
  pass_angles();
  if (is_list && at(TokenKind::open_paren)) {
    begin_led_group(start, false);
  } else {
    hold();  // behind a type assertion
  }
}

// token_ is the "<" of an element.
void FunctionWalk::begin_jsx(State after) {
  push(FrameKind::jsx_element, State::jsx_tag);
  if (state_ != State::stopped) top().after = after;
}

// Does token_ begin with ">"?
bool FunctionWalk::closes_tag() const noexcept {
  return (at(TokenKind::binary) || at(TokenKind::assign)) && lexer_.text_of(token_).front() == '>';
}

// In an opening tag.
void FunctionWalk::jsx_tag() {
  switch (token_.kind) {
    case TokenKind::open_brace:
      push(FrameKind::jsx_expression, State::operand);
      if (state_ != State::stopped) top().after = State::jsx_tag;
      break;
    case TokenKind::less:
      if (before_.is_name()) {
        pass_angles();
        hold();
      } else {
        begin_jsx(State::jsx_tag);
      }
      break;
    case TokenKind::slash:
      advance();
      if (closes_tag()) {
        end_jsx();
      } else {
        error();
        hold();
      }
      break;
    case TokenKind::binary:
    case TokenKind::assign:
      if (closes_tag()) {
        jsx_children();
      } else {
        lexer_.jsx_string();
        advance();
        hold();
      }
      break;
    case TokenKind::end:
      error();
      finish();
      break;
    case TokenKind::close_brace: hold(); [[fallthrough]];
    case TokenKind::semicolon:
    case TokenKind::close_paren: recover(); break;
    default: break;
  }
}

// token_ is the ">" of a tag, or the "}" of an expression, behind which an element's children stand.
void FunctionWalk::jsx_children() {
  lexer_.jsx_text(token_);
  advance();
  if (at(TokenKind::open_brace)) {
    push(FrameKind::jsx_expression, State::operand);
    if (state_ != State::stopped) top().after = State::jsx_children;
    return;
  }
  if (at(TokenKind::end)) {
    error();
    finish();
    return;
  }
  if (peeked().is(TokenKind::slash)) {
    do advance();
    while (!at(TokenKind::end) && !closes_tag());
    if (!at(TokenKind::end)) {
      end_jsx();
      return;
    }
    error();
    finish();
    return;
  }
  begin_jsx(State::jsx_children);
}

// token_ is the ">" of an element's last tag.
void FunctionWalk::end_jsx() {
  const State after = top().after;
  pop();
  state_ = after;
  if (after == State::jsx_children) {
    hold();
  } else {
    lexer_.back_to(token_);
  }
}

}  // namespace smcache::detail
