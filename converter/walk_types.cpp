// What the walk passes over in TypeScript: annotations, declarations that leave no code. Types hold no
// functions, so that they are skipped by their brackets.
#include "converter/function_walk.hpp"

namespace smcache::detail {

namespace {

// How many tokens are looked at to tell type arguments from comparisons.
constexpr int kLookAhead = 64;

}  // namespace

Token FunctionWalk::peeked() const noexcept {
  ScriptLexer ahead = lexer_;
  Token token;
  ahead.next(token);
  return token;
}

// token_ is "(", "[" or "{"; afterwards, what stands behind the one that closes it.
void FunctionWalk::pass_balanced() {
  for (std::uint32_t depth = 0; !at(TokenKind::end); advance()) {
    switch (token_.kind) {
      case TokenKind::open_paren:
      case TokenKind::open_bracket:
      case TokenKind::open_brace: ++depth; break;
      case TokenKind::close_paren:
      case TokenKind::close_bracket:
      case TokenKind::close_brace:
        if (--depth == 0) {
          advance();
          return;
        }
        break;
      case TokenKind::template_open: pass_type_template(); break;
      default: break;
    }
  }
}

// token_ is a template up to "${"; afterwards, its last part.
void FunctionWalk::pass_type_template() {
  while (at(TokenKind::template_open)) {
    std::uint32_t depth = 0;
    for (advance(); !at(TokenKind::end); advance()) {
      if (at(TokenKind::open_brace)) ++depth;
      if (at(TokenKind::close_brace) && depth-- == 0) break;
    }
    if (at(TokenKind::end)) return;
    lexer_.template_rest(token_);
  }
}

// token_ is "<"; afterwards, what stands behind the ">" that closes it.
void FunctionWalk::pass_angles() {
  std::uint32_t depth = 0;
  for (;;) {
    switch (token_.kind) {
      case TokenKind::less: ++depth; break;
      case TokenKind::open_paren:
      case TokenKind::open_bracket:
      case TokenKind::open_brace: pass_balanced(); continue;
      case TokenKind::template_open: pass_type_template(); break;
      case TokenKind::binary:
      case TokenKind::assign: {  // ">", ">>", or ">=" where the ">" ends the list
        const std::string_view text = lexer_.text_of(token_);
        for (std::size_t i = 0; i < text.size() && text[i] == '>'; ++i) {
          if (--depth != 0) continue;
          if (i + 1 < text.size()) {
            token_.kind = TokenKind::assign;
          } else {
            advance();
          }
          return;
        }
        break;
      }
      case TokenKind::close_paren:
      case TokenKind::close_bracket:
      case TokenKind::close_brace:
      case TokenKind::semicolon:
      case TokenKind::end: error(); return;
      default: break;
    }
    advance();
  }
}

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

// token_ is "(" in a type: do a function type's parameters stand behind it, and not a type?
bool FunctionWalk::function_type_follows() const noexcept {
  ScriptLexer ahead = lexer_;
  Token token;
  ahead.next(token);
  switch (token.kind) {
    case TokenKind::close_paren:
    case TokenKind::ellipsis:
    case TokenKind::open_brace:
    case TokenKind::open_bracket: return true;
    case TokenKind::identifier: break;
    case TokenKind::keyword:
      if (token.is(Word::js_this)) break;
      return false;
    default: return false;
  }
  ahead.next(token);
  switch (token.kind) {
    case TokenKind::colon:
    case TokenKind::comma:
    case TokenKind::question:
    case TokenKind::assign:
    case TokenKind::close_paren: return true;
    default: return false;
  }
}

// An operand of a type, with the words before it. token_ is its first token; afterwards, what follows. Is it what
// may be a function type's parameters?
bool FunctionWalk::pass_type_operand() {
  for (;;) {
    switch (token_.kind) {
      case TokenKind::open_paren: {
        const bool is_function = function_type_follows();
        pass_balanced();
        return is_function;
      }
      case TokenKind::open_bracket:
      case TokenKind::open_brace: pass_balanced(); return false;
      case TokenKind::less: pass_angles(); break;
      case TokenKind::plus_minus: advance(); break;
      case TokenKind::binary:  // a leading "|" or "&"
        if (token_.end - token_.start != 1) return false;
        advance();
        break;
      case TokenKind::template_open:
        pass_type_template();
        advance();
        return false;
      case TokenKind::string:
      case TokenKind::number:
      case TokenKind::template_whole: advance(); return false;
      case TokenKind::keyword:
      case TokenKind::identifier: {
        const std::string_view text = lexer_.text_of(token_);
        const bool is_prefix = at(Word::js_typeof) || at(Word::js_new) || at(Word::js_readonly) ||
                               at(Word::js_abstract) || text == "keyof" || text == "infer" || text == "unique" ||
                               text == "asserts";
        advance();
        if (!is_prefix || token_.newline_before) return false;
        const bool more = token_.is_name() && !at(Word::js_extends) && lexer_.text_of(token_) != "is";
        if (!more && !at(TokenKind::open_paren) && !at(TokenKind::open_brace) && !at(TokenKind::open_bracket) &&
            !at(TokenKind::less)) {
          return false;
        }
        break;
      }
      default: return false;
    }
  }
}

// token_ is the first one of a type; afterwards, the first behind it.
void FunctionWalk::pass_type() {
  std::uint32_t conditions = 0;  // "extends", whose "?" and ":" are the type's
  std::uint32_t questions = 0;
  for (;;) {
    const bool may_be_function = pass_type_operand();
    bool more = false;
    while (!more) {
      switch (token_.kind) {
        case TokenKind::open_bracket:
          if (token_.newline_before) return;
          pass_balanced();
          break;
        case TokenKind::less:
          if (token_.newline_before) return;
          pass_angles();
          break;
        case TokenKind::dot: more = true; break;
        case TokenKind::binary:
          if (lexer_.text_of(token_) != "|" && lexer_.text_of(token_) != "&") return;
          more = true;
          break;
        case TokenKind::arrow:  // of a function type; behind anything else it is an arrow function's
          if (!may_be_function || !before_.is(TokenKind::close_paren)) return;
          more = true;
          break;
        case TokenKind::keyword:
          if (!at(Word::js_extends)) return;
          ++conditions;
          more = true;
          break;
        case TokenKind::identifier:
          if (token_.newline_before || lexer_.text_of(token_) != "is") return;
          more = true;
          break;
        case TokenKind::question:
          if (conditions == 0) return;
          --conditions;
          ++questions;
          more = true;
          break;
        case TokenKind::colon:
          if (questions == 0) return;
          --questions;
          more = true;
          break;
        default: return;
      }
    }
    advance();
  }
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
  const TextPlace start = before_.start_place();
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
