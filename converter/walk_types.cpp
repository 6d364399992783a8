// The walk's types, which it passes over: they hold no functions.
#include "converter/function_walk.hpp"

namespace smcache::detail {

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

}  // namespace smcache::detail
