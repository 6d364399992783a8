#include "converter/function_walk.hpp"

namespace smcache::detail {

namespace {

// How far down a closing bracket looks for its opening one past others that are still open.
constexpr std::size_t kLookBack = 16;

}  // namespace

FunctionWalk::FunctionWalk(std::string_view text, ScriptDialect dialect, FunctionScopeSink& sink)
    : lexer_(text), typescript_(dialect == ScriptDialect::typescript), sink_(sink), names_(text) {
  frames_.push_back({});
}

FunctionScan FunctionWalk::run() {
  while (state_ != State::stopped) {
    if (!held_) advance();
    held_ = false;
    switch (state_) {
      case State::operand: operand(); break;
      case State::after_operand: after_operand(); break;
      case State::statement: statement(); break;
      case State::property: member(false); break;
      case State::element: member(true); break;
      case State::after_key: after_key(); break;
      case State::function_body: function_body(); break;
      case State::arrow_end: arrow_end(); break;
      case State::jsx_tag: jsx_tag(); break;
      case State::jsx_children: jsx_children(); break;
      case State::stopped: break;
    }
  }
  if (lexer_.cut_off() != 0) {
    result_.syntax_errors += lexer_.cut_off();
    const TextOffset cut = lexer_.first_cut();
    if (!result_.first_error || cut < *result_.first_error) result_.first_error = cut;
  }
  return result_;
}

void FunctionWalk::error() {
  ++result_.syntax_errors;
  if (!result_.first_error) result_.first_error = token_.start;
}

void FunctionWalk::push(FrameKind kind, State next) {
  if (frames_.size() >= kMaxScriptNesting) {
    result_.too_deep = true;
    state_ = State::stopped;
    return;
  }
  Frame& frame = frames_.emplace_back();
  frame.kind = kind;
  frame.outer_floor = names_.context().floor;
  if (kind == FrameKind::index) {
    frame.had_target = names_.has_target();
    names_.protect_target();
    frame.count = token_count_;
  } else {
    names_.no_target();
    frame.count = result_.scopes;
  }
  frame.names = names_.context();
  frame.start = token_.start;
  state_ = next;
}

void FunctionWalk::pop() {
  const Frame& frame = top();
  if (frame.kind == FrameKind::index) {
    ScopeNames::Context outer = frame.names;
    outer.floor = frame.outer_floor;
    names_.restore(frame.names);
    names_.unprotect_target(outer, frame.had_target);
  } else {
    names_.restore(frame.names);
  }
  frames_.pop_back();
}

void FunctionWalk::abandon() {
  const FrameKind kind = top().kind;
  if (kind == FrameKind::arrow_body) {
    pop();
    close_scope(before_.end, std::nullopt);
    return;
  }
  pop();
  error();
  switch (kind) {
    case FrameKind::parameters:
    case FrameKind::class_heritage: discard_scope(); break;
    case FrameKind::computed_key: members_.pop_back(); break;
    case FrameKind::led_group: leads_.pop_back(); break;
    default: break;
  }
}

void FunctionWalk::unwind_to_braces() {
  while (!in_braces(top().kind)) abandon();
}

void FunctionWalk::leave_expression() {
  while (top().kind == FrameKind::arrow_body || top().kind == FrameKind::conditional) abandon();
}

// Is the innermost bracket of these kinds, if need be past others that nothing has closed?
bool FunctionWalk::unwind_to(FrameKind first, FrameKind last) {
  const auto wanted = [&](FrameKind kind) { return kind >= first && kind <= last; };
  std::size_t depth = frames_.size();
  for (std::size_t seen = 0; seen < kLookBack; ++seen) {
    const FrameKind kind = frames_[--depth].kind;
    if (wanted(kind)) {
      while (!wanted(top().kind)) abandon();
      return true;
    }
    if (in_braces(kind)) break;
  }
  error();
  return false;
}

void FunctionWalk::close_paren() {
  leave_expression();
  if (!unwind_to(FrameKind::group, FrameKind::decorator)) return;
  const Frame frame = top();
  pop();
  state_ = State::after_operand;
  switch (frame.kind) {
    case FrameKind::group: group_ = {frame.start, frame.start, token_.end, frame.count, false}; break;
    case FrameKind::led_group:
      group_ = {leads_.back().start, frame.start, token_.end, frame.count, leads_.back().is_async};
      leads_.pop_back();
      break;
    case FrameKind::parameters: state_ = State::function_body; break;
    case FrameKind::head:
    case FrameKind::decorator: state_ = frame.after; break;
    default: break;
  }
}

void FunctionWalk::close_bracket() {
  leave_expression();
  if (!unwind_to(FrameKind::array, FrameKind::computed_key)) return;
  const Frame frame = top();
  pop();
  state_ = State::after_operand;
  if (frame.kind == FrameKind::computed_key) {
    member_ = members_.back();
    members_.pop_back();
    state_ = State::after_key;
  } else if (frame.kind == FrameKind::index) {
    using Form = NamePart::Form;
    Form form = Form::computed_index;
    if (token_count_ == frame.count + 2) {  // one token between the brackets
      switch (before_.kind) {
        case TokenKind::identifier: form = Form::index_identifier; break;
        case TokenKind::string: form = Form::string_index; break;
        case TokenKind::number:
        case TokenKind::regular_expression: form = Form::index; break;
        case TokenKind::keyword:
          if (before_.is(Word::js_null) || before_.is(Word::js_true) || before_.is(Word::js_false)) form = Form::index;
          break;
        default: break;
      }
    }
    names_.extend_target(NamePart::of(before_, form));
  }
}

void FunctionWalk::close_brace() {
  leave_expression();
  unwind_to_braces();
  const FrameKind kind = top().kind;
  if (kind == FrameKind::script) {
    error();
    end_statement();
    return;
  }
  if (kind == FrameKind::template_part) {
    names_.restore(top().names);
    lexer_.template_rest(token_);
    if (at(TokenKind::template_open)) {
      state_ = State::operand;
      return;
    }
    pop();
    state_ = State::after_operand;
    return;
  }
  const State after = top().after;
  pop();
  switch (kind) {
    case FrameKind::jsx_expression:
      state_ = after;
      if (after == State::jsx_children) hold();
      break;
    case FrameKind::function_body:
    case FrameKind::class_body: close_scope(token_.end, token_.start); break;
    case FrameKind::static_block: state_ = State::element; break;
    case FrameKind::object: state_ = State::after_operand; break;
    default: state_ = State::statement; break;
  }
}

// A word that only a statement can begin with stands inside of brackets: they end here.
void FunctionWalk::recover() {
  error();
  while (!holds_statements(top().kind) && top().kind != FrameKind::class_body) abandon();
  names_.restore(top().names);
  state_ = top().kind == FrameKind::class_body ? State::element : State::statement;
}

void FunctionWalk::finish() {
  leave_expression();
  while (top().kind != FrameKind::script) {
    const FrameKind kind = top().kind;
    if (kind == FrameKind::function_body || kind == FrameKind::class_body) {
      error();
      pop();
      close_scope(token_.end, std::nullopt);
      before_ = token_;  // what is around ends here too
    } else {
      abandon();
    }
  }
  state_ = State::stopped;
}

// `around` is taken before the scope's own name changes the context.
FunctionWalk::OpenScope& FunctionWalk::open_scope(ScopeKind kind, TextOffset start, std::uint32_t reported,
                                                  const Around& around) {
  OpenScope& scope = scopes_.emplace_back();
  scope.kind = kind;
  scope.start = start;
  scope.reported = reported;
  scope.name = names_.inferred();
  scope.around = around;
  return scope;
}

void FunctionWalk::begin_code(Await await, bool in_generator) {
  names_.clear_context();
  await_ = await;
  in_generator_ = in_generator;
}

void FunctionWalk::close_scope(TextOffset end, std::optional<TextOffset> closing_brace) {
  OpenScope& open = scopes_.back();
  FunctionScope scope;
  scope.start = open.start;
  scope.end = end;
  scope.kind = open.kind;
  scope.inside = result_.scopes - open.reported;
  scope.anchors = open.anchors;
  scope.anchors.closing_brace = closing_brace;
  scope.name = names_.components(open.name, open.prefix);
  ++result_.scopes;
  sink_.on_scope(scope);
  discard_scope();
}

void FunctionWalk::discard_scope() {
  const Around& around = scopes_.back().around;
  names_.restore(around.names);
  await_ = around.await;
  in_generator_ = around.in_generator;
  state_ = around.state;
  scopes_.pop_back();
}

}  // namespace smcache::detail
