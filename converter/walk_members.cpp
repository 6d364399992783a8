// The walk's properties of object literals and elements of classes.
#include "converter/function_walk.hpp"

namespace smcache::detail {

using Form = NamePart::Form;

NamePart FunctionWalk::key_part(const Member& member) const noexcept {
  if (!member.key) return NamePart::of(token_, Form::computed_key);
  switch (member.key->kind) {
    case TokenKind::string: return NamePart::of(*member.key, Form::string_key);
    case TokenKind::number: return NamePart::of(*member.key, Form::key);
    default: return NamePart::of(*member.key, Form::identifier);
  }
}

bool FunctionWalk::ends_key() const noexcept {
  switch (token_.kind) {
    case TokenKind::open_paren:
    case TokenKind::comma:
    case TokenKind::colon:
    case TokenKind::semicolon:
    case TokenKind::assign:
    case TokenKind::close_brace:
    case TokenKind::end: return true;
    case TokenKind::question:
    case TokenKind::prefix:
    case TokenKind::less: return typescript_;
    default: return false;
  }
}

// "get", "static" and such, which may as well be the key itself: token_ is what follows.
bool FunctionWalk::take_modifier(Word word, Member& member) const noexcept {
  if (ends_key()) return false;
  switch (word) {
    case Word::js_get:
    case Word::js_set:
      if (at(TokenKind::star)) return false;
      (word == Word::js_get ? member.is_getter : member.is_setter) = true;
      return true;
    case Word::js_async: member.is_async = !token_.newline_before; return member.is_async;
    case Word::js_static: member.is_static = member.in_class; return member.in_class;
    case Word::js_accessor: return member.in_class && !token_.newline_before;
    case Word::js_abstract:
    case Word::js_declare:
    case Word::js_override:
    case Word::js_private:
    case Word::js_protected:
    case Word::js_public:
    case Word::js_readonly: return typescript_ && member.in_class && !token_.newline_before;
    default: return false;
  }
}

// A property of an object literal, or an element of a class, begins.
void FunctionWalk::member(bool in_class) {
  Member& member = member_;
  member = {};
  member.in_class = in_class;
  member.start = token_.start;
  member.reported = result_.scopes;
  for (;;) {
    switch (token_.kind) {
      case TokenKind::star:
        member.is_generator = true;
        advance();
        break;
      case TokenKind::identifier:
      case TokenKind::keyword:
      case TokenKind::string:
      case TokenKind::number:
      case TokenKind::private_name:
        advance();
        if (take_modifier(before_.word, member)) {
          if (member.is_static && at(TokenKind::open_brace)) {
            push(FrameKind::static_block, State::statement);
            return;
          }
          break;
        }
        member.key = before_;
        after_key();
        return;
      case TokenKind::open_bracket:
        members_.push_back(member);
        push(FrameKind::computed_key, State::operand);
        return;
      case TokenKind::at: decorator(in_class ? State::element : State::property); return;
      case TokenKind::ellipsis: state_ = State::operand; return;
      case TokenKind::close_brace: close_brace(); return;
      case TokenKind::end: finish(); return;
      case TokenKind::comma:
      case TokenKind::semicolon:
        if (in_class != at(TokenKind::semicolon)) error();
        return;
      default:
        error();
        state_ = in_class ? State::element : State::operand;
        if (!in_class) hold();
        return;
    }
  }
}

// token_ is behind the key of member_.
void FunctionWalk::after_key() {
  const bool in_class = member_.in_class;
  if (typescript_) {
    if (at(TokenKind::question) || at(TokenKind::prefix)) advance();
    if (at(TokenKind::less)) pass_angles();
    if (in_class && at(TokenKind::colon)) {
      advance();
      pass_type();
    }
  }
  switch (token_.kind) {
    case TokenKind::open_paren: begin_method(); return;
    case TokenKind::close_brace: close_brace(); return;
    case TokenKind::end: finish(); return;
    case TokenKind::assign:
      if (in_class) {
        begin_value();
      } else {  // a default in a pattern
        names_.begin_target(key_part(member_));
        names_.assign();
      }
      state_ = State::operand;
      return;
    case TokenKind::colon:
      if (in_class) break;
      begin_value();
      return;
    case TokenKind::comma:
      if (in_class) break;
      state_ = State::property;
      return;
    case TokenKind::semicolon:
      if (!in_class) break;
      state_ = State::element;
      return;
    default: break;
  }
  hold();
  state_ = in_class ? State::element : State::after_operand;
  if (!in_class || !token_.newline_before) error();
}

// Behind the ":" of a property, or the "=" of a field. Its key names the value when it is an identifier; of other
// keys only methods take the name: bundlers number modules with them, anew in every build.
void FunctionWalk::begin_value() {
  state_ = State::operand;
  const bool is_name = member_.key && !member_.key->is(TokenKind::string) && !member_.key->is(TokenKind::number);
  if (is_name) names_.extend(key_part(member_), !member_.in_class);
}

// token_ is the "(" before its parameters.
void FunctionWalk::begin_method() {
  const Member& member = member_;
  const Around outside = around(member.in_class ? State::element : State::after_operand);
  const bool is_constructor =
      member.in_class && !member.is_static && member.key && !member.is_getter && !member.is_setter &&
      (member.key->is(Word::js_constructor) ||
       (member.key->is(TokenKind::string) &&
        lexer_.text_of(*member.key).substr(1, member.key->end - member.key->start - 2) == "constructor"));
  if (!is_constructor) names_.extend(key_part(member), !member.in_class);
  OpenScope& scope = open_scope(ScopeKind::method, member.start, member.reported, outside);
  scope.anchors.parameters = token_.start;
  if (is_constructor) {
    scope.kind = ScopeKind::constructor;
    scope.prefix = NamePrefix::constructor;
  } else if (member.is_getter || member.is_setter) {
    scope.kind = ScopeKind::accessor;
    scope.prefix = member.is_getter ? NamePrefix::getter : NamePrefix::setter;
  }
  begin_code(member.is_async ? Await::yes : Await::no, member.is_generator);
  push(FrameKind::parameters, State::operand);
}

}  // namespace smcache::detail
