// The walk's functions and classes.
#include "converter/function_walk.hpp"

namespace smcache::detail {

using Form = NamePart::Form;

// token_ is "function".
void FunctionWalk::begin_function(TextOffset start, bool is_async, State after) {
  names_.no_target();
  const Around outside = around(after);
  OpenScope& scope = open_scope(ScopeKind::function, start, result_.scopes, outside);
  advance();
  const bool is_generator = at(TokenKind::star);
  if (is_generator) advance();
  if (at(TokenKind::identifier)) {
    scope.name = names_.named(NamePart::of(token_, Form::identifier), after == State::after_operand);
    advance();
  }
  if (typescript_ && at(TokenKind::less)) pass_angles();
  if (!at(TokenKind::open_paren)) {
    error();
    discard_scope();
    state_ = State::operand;
    hold();
    return;
  }
  scope.anchors.parameters = token_.start;
  begin_code(is_async ? Await::yes : Await::no, is_generator);
  push(FrameKind::parameters, State::operand);
}

// Behind the parameters.
void FunctionWalk::function_body() {
  if (typescript_ && at(TokenKind::colon)) {
    advance();
    pass_type();
  }
  if (at(TokenKind::open_brace)) {
    push(FrameKind::function_body, State::statement);
    return;
  }
  if (!typescript_) error();  // there it declares one that has its body elsewhere
  discard_scope();
  hold();
}

// token_ is "class".
void FunctionWalk::begin_class(State after) {
  names_.no_target();
  const Around outside = around(after);
  OpenScope& scope = open_scope(ScopeKind::class_body, token_.start, result_.scopes, outside);
  scope.prefix = NamePrefix::constructor;
  advance();
  if (at(TokenKind::identifier) && !(typescript_ && at(Word::js_implements))) {
    scope.name = names_.named_class(NamePart::of(token_, Form::identifier), after == State::after_operand);
    advance();
  }
  names_.set_context(scope.name);
  if (typescript_) {
    if (at(TokenKind::less)) pass_angles();
    if (at(Word::js_implements)) pass_implemented();
  }
  if (at(Word::js_extends)) {
    push(FrameKind::class_heritage, State::operand);
  } else if (at(TokenKind::open_brace)) {
    push(FrameKind::class_body, State::element);
  } else {
    error();
    discard_scope();
    state_ = State::operand;
    hold();
  }
}

// token_ is the "{" behind what the class extends.
void FunctionWalk::class_body() {
  pop();
  push(FrameKind::class_body, State::element);
}

// token_ is "(", and `start` where an arrow begins that this is the parameters of.
void FunctionWalk::begin_led_group(TextOffset start, bool is_async) {
  push(FrameKind::led_group, State::operand);
  if (state_ != State::stopped) leads_.push_back({start, is_async});
}

// token_ is "=>".
void FunctionWalk::begin_arrow() {
  TextOffset start = before_.start;
  std::uint32_t reported = result_.scopes;
  std::optional<TextOffset> paren;
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
  scope.anchors.arrow = token_.start;
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
