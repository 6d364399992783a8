// The walk's operands: what expressions are made of.
#include "converter/function_walk.hpp"

namespace smcache::detail {

using Form = NamePart::Form;

void FunctionWalk::begin_operand(Form form) {
  names_.begin_target(NamePart::of(token_, form));
  state_ = State::after_operand;
}

void FunctionWalk::operand() {
  switch (token_.kind) {
    case TokenKind::identifier: operand_word(State::after_operand); break;
    case TokenKind::keyword: operand_keyword(); break;
    case TokenKind::private_name:  // #a in b
    case TokenKind::string:
    case TokenKind::number:
    case TokenKind::template_whole:
      names_.no_target();
      state_ = State::after_operand;
      break;
    case TokenKind::slash:
      lexer_.regular_expression(token_);
      names_.no_target();
      state_ = State::after_operand;
      break;
    case TokenKind::template_open: push(FrameKind::template_part, State::operand); break;
    case TokenKind::open_paren: push(FrameKind::group, State::operand); break;
    case TokenKind::open_bracket: push(FrameKind::array, State::operand); break;
    case TokenKind::open_brace: push(FrameKind::object, State::property); break;
    case TokenKind::close_paren: close_paren(); break;
    case TokenKind::close_bracket: close_bracket(); break;
    case TokenKind::close_brace: close_brace(); break;
    case TokenKind::comma: comma(); break;
    case TokenKind::semicolon: semicolon(); break;
    case TokenKind::at: decorator(State::operand); break;
    case TokenKind::end:
      error();
      finish();
      break;
    case TokenKind::update:
    case TokenKind::prefix:
    case TokenKind::plus_minus:
    case TokenKind::ellipsis: break;
    case TokenKind::colon:
      error();
      colon();
      break;
    case TokenKind::less:
      if (typescript_) {
        less_in_operand();
        break;
      }
      [[fallthrough]];
    default: error(); break;
  }
}

// `after_function`: what follows an async function that begins here.
void FunctionWalk::operand_word(State after_function) {
  if (at(Word::js_async)) {
    begin_operand(Form::identifier);
    const TextOffset start = token_.start;
    advance();
    if (at(Word::js_function) && !token_.newline_before) {
      begin_function(start, true, after_function);
    } else {
      hold();
    }
    return;
  }
  if (at(Word::js_await) || at(Word::js_yield)) {
    await_or_yield();
    return;
  }
  begin_operand(Form::identifier);
}

// Operators where their function lets them be, names elsewhere.
void FunctionWalk::await_or_yield() {
  const bool is_yield = at(Word::js_yield);
  begin_operand(Form::identifier);
  if (is_yield ? !in_generator_ : await_ == Await::no) return;
  advance();
  hold();
  bool bare = false;  // no operand follows
  switch (token_.kind) {
    case TokenKind::close_paren:
    case TokenKind::close_bracket:
    case TokenKind::close_brace:
    case TokenKind::comma:
    case TokenKind::semicolon:
    case TokenKind::colon:
    case TokenKind::end:
    case TokenKind::question:
    case TokenKind::dot:
    case TokenKind::optional_dot:
    case TokenKind::assign:
    case TokenKind::arrow:
    case TokenKind::binary:
    case TokenKind::less: bare = true; break;
    case TokenKind::star:
      if (is_yield) {
        held_ = false;
      } else {
        bare = true;
      }
      break;
    case TokenKind::keyword: bare = at(Word::js_in) || at(Word::js_instanceof); break;
    case TokenKind::identifier: bare = at(Word::js_of) && top().kind == FrameKind::head; break;
    case TokenKind::slash: bare = !is_yield && await_ == Await::maybe && !lexer_.is_module(); break;
    default: break;
  }
  if (is_yield && token_.newline_before) {
    state_ = State::arrow_end;
  } else if (!bare) {
    names_.no_target();
    state_ = State::operand;
  }
}

void FunctionWalk::operand_keyword() {
  switch (token_.word) {
    case Word::js_function: begin_function(token_.start, false, State::after_operand); break;
    case Word::js_class: begin_class(State::after_operand); break;
    case Word::js_this:
    case Word::js_super: begin_operand(Form::constant); break;
    case Word::js_null:
    case Word::js_true:
    case Word::js_false:
    case Word::js_import:
      names_.no_target();
      state_ = State::after_operand;
      break;
    case Word::js_new:
      advance();
      if (at(TokenKind::dot)) {  // new.target
        names_.no_target();
        member_access();
      } else {
        hold();
      }
      break;
    case Word::js_typeof:
    case Word::js_void:
    case Word::js_delete: break;
    case Word::js_enum:
    case Word::js_extends:
    case Word::js_in:
    case Word::js_instanceof: error(); break;
    default:
      recover();
      hold();
      break;
  }
}

}  // namespace smcache::detail
