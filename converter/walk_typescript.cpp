// What the walk passes over in TypeScript: annotations, type arguments, casts, declarations that leave no code.
#include "converter/function_walk.hpp"

namespace smcache::detail {

namespace {

// How many tokens are looked at to tell type arguments from comparisons.
constexpr int kLookAhead = 64;

}  // namespace

// "a<b>(c)", "a<b>`c`": a list that closes, of what types are made of, before what no operand begins with.
bool FunctionWalk::type_arguments_follow() {
  if (token_.start < no_arguments_) return false;
  ScriptLexer ahead = lexer_;
  Token token = token_;
  std::uint32_t depth = 0;
  std::uint32_t angles = 1;
  for (int i = 0; i < kLookAhead; ++i) {
    ahead.next(token);
    switch (token.kind) {
      case TokenKind::open_paren:
      case TokenKind::open_bracket:
      case TokenKind::open_brace: ++depth; break;
      case TokenKind::close_paren:
      case TokenKind::close_bracket:
      case TokenKind::close_brace:
        if (depth-- == 0) return false;
        break;
      case TokenKind::less: angles += depth == 0 ? 1 : 0; break;
      case TokenKind::binary: {
        const std::string_view text = ahead.text_of(token);
        if (text == "|" || text == "&" || depth != 0) break;
        if (text.find_first_not_of('>') != std::string_view::npos || text.size() > angles) return false;
        angles -= static_cast<std::uint32_t>(text.size());
        if (angles != 0) break;
        ahead.next(token);
        switch (token.kind) {
          case TokenKind::identifier:
          case TokenKind::string:
          case TokenKind::number:
          case TokenKind::plus_minus:
          case TokenKind::open_bracket:
          case TokenKind::slash: return token.newline_before;
          case TokenKind::keyword:
            return token.newline_before || token.is(Word::js_in) || token.is(Word::js_instanceof);
          default: return true;
        }
      }
      case TokenKind::identifier:
      case TokenKind::keyword:
      case TokenKind::string:
      case TokenKind::number:
      case TokenKind::template_whole:
      case TokenKind::comma:
      case TokenKind::dot:
      case TokenKind::arrow:
      case TokenKind::question:
      case TokenKind::colon:
      case TokenKind::ellipsis:
      case TokenKind::assign: break;
      case TokenKind::semicolon:
        if (depth == 0) return false;
        break;
      default: return false;
    }
  }
  no_arguments_ = token.end;
  return false;
}

// token_ is "implements".
void FunctionWalk::pass_implemented() {
  do {
    advance();
    pass_type();
  } while (at(TokenKind::comma));
}

// Statements that are TypeScript's alone. token_ is their first word; false: it is none.
bool FunctionWalk::type_statement() {
  const Token next = peeked();
  const bool name_follows = next.is(TokenKind::identifier) && !next.newline_before;
  switch (token_.word) {
    case Word::js_interface:
      if (!name_follows) return false;
      while (!at(TokenKind::open_brace) && !at(TokenKind::end)) advance();
      pass_balanced();
      hold();
      return true;
    case Word::js_enum:
      if (!name_follows) return false;
      advance();
      advance();
      if (at(TokenKind::open_brace)) pass_balanced();
      hold();
      return true;
    case Word::js_type:
      if (!name_follows) return false;
      advance();
      advance();
      if (at(TokenKind::less)) pass_angles();
      if (at(TokenKind::assign)) {
        advance();
        pass_type();
      }
      hold();
      return true;
    case Word::js_namespace:
    case Word::js_module:
    case Word::js_global:
      if (!name_follows && !next.is(TokenKind::string) && !(at(Word::js_global) && next.is(TokenKind::open_brace))) {
        return false;
      }
      do advance();
      while (token_.is_name() || at(TokenKind::dot) || at(TokenKind::string));
      hold();
      return true;
    case Word::js_declare:
    case Word::js_abstract: return token_.is_name() && next.is_name() && !next.newline_before;
    default: return false;
  }
}

// token_ is "<" behind an operand: passes type arguments, if that is what they are.
bool FunctionWalk::pass_arguments() {
  if (top().kind != FrameKind::class_heritage && !type_arguments_follow()) return false;
  const bool behind_async = before_.is(Word::js_async) && names_.has_target();
  const TextOffset start = before_.start;
  pass_angles();
  if (behind_async && at(TokenKind::open_paren)) {
    begin_led_group(start, true);
  } else {
    hold();
  }
  return true;
}

// Behind an operand. token_ may begin what is TypeScript's alone; false: it does not.
bool FunctionWalk::type_operator() {
  switch (token_.kind) {
    case TokenKind::prefix: return !token_.newline_before && lexer_.text_of(token_) == "!";
    case TokenKind::question: {  // of an optional parameter
      const Token next = peeked();
      return next.is(TokenKind::colon) || next.is(TokenKind::comma) || next.is(TokenKind::close_paren) ||
             next.is(TokenKind::assign);
    }
    case TokenKind::less: return pass_arguments();
    case TokenKind::identifier:
      if (at(Word::js_implements) && top().kind == FrameKind::class_heritage) {
        pass_implemented();
        hold();
        return true;
      }
      if (token_.newline_before) return false;
      if (at(Word::js_as) || at(Word::js_satisfies)) {
        advance();
        pass_type();
        hold();
        return true;
      }
      switch (before_.word) {
        case Word::js_private:
        case Word::js_protected:
        case Word::js_public:
        case Word::js_readonly:
        case Word::js_override:
          if (top().kind != FrameKind::parameters) return false;
          begin_operand(NamePart::Form::identifier);
          return true;
        default: return false;
      }
    case TokenKind::colon: {
      const FrameKind kind = top().kind;
      if (kind == FrameKind::conditional || kind == FrameKind::arrow_body) return false;
      if (holds_statements(kind) && (in_case_ || label_ == before_.start)) return false;
      const bool behind_group = before_.is(TokenKind::close_paren) && group_.end == before_.end;
      advance();
      pass_type();
      hold();
      if (behind_group && at(TokenKind::arrow)) typed_arrow_ = token_.start;
      return true;
    }
    default: return false;
  }
}

}  // namespace smcache::detail
