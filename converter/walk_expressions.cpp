// The walk's expressions: operands, what goes on with them, and what ends them.
#include "converter/function_walk.hpp"

namespace smcache::detail {

using Form = NamePart::Form;

void FunctionWalk::begin_operand(Form form) {
  names_.begin_target(part_of(token_, form));
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
    const TextPlace start = token_.start_place();
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
    case Word::js_function: begin_function(token_.start_place(), false, State::after_operand); break;
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

void FunctionWalk::after_operand() {
  if (typescript_ && type_operator()) return;
  switch (token_.kind) {
    case TokenKind::dot:
    case TokenKind::optional_dot: member_access(); break;
    case TokenKind::open_paren:
      if (before_.is(Word::js_async) && names_.has_target() && !token_.newline_before) {
        begin_led_group(before_.start_place(), true);
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
    names_.extend_target(part_of(token_, Form::identifier));
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
      async_place_ = before_.start_place();
      async_operand_ = token_.start;
      names_.no_target();
      return;
    }
    if (before_.is(Word::js_using) && names_.has_target()) {
      begin_operand(Form::identifier);
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

// token_ is "(", and `start` where an arrow begins that this is the parameters of.
void FunctionWalk::begin_led_group(TextPlace start, bool is_async) {
  push(FrameKind::led_group, State::operand);
  if (state_ != State::stopped) leads_.push_back({start, is_async});
}

// token_ is "=>".
void FunctionWalk::begin_arrow() {
  TextPlace start = before_.start_place();
  std::uint32_t reported = result_.scopes;
  std::optional<TextPlace> paren;
  bool is_async = false;
  if (before_.is(TokenKind::identifier) && typed_arrow_ != token_.start) {
    if (async_operand_ == before_.start && async_operand_ != 0) {
      start = async_place_;
      is_async = true;
    }
  } else if ((before_.is(TokenKind::close_paren) && group_.end == before_.end) ||
             (typed_arrow_ == token_.start && typed_arrow_ != 0)) {
    start = group_.start;
    paren = group_.paren;
    reported = group_.reported;
    is_async = group_.is_async;
  } else {
    error();
    state_ = State::operand;
    return;
  }
  names_.no_target();
  OpenScope& scope = open_scope(ScopeKind::arrow, start, reported, around(State::arrow_end));
  scope.anchors.parameters = paren;
  scope.anchors.arrow = token_.start_place();
  begin_code(is_async ? Await::yes : await_ == Await::maybe ? Await::maybe : Await::no, false);
  advance();
  if (at(TokenKind::open_brace)) {
    push(FrameKind::function_body, State::statement);
  } else {
    hold();
    push(FrameKind::arrow_body, State::operand);
  }
}

}  // namespace smcache::detail
