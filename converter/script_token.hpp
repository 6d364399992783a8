// The tokens of ECMAScript, in as much detail as finding functions needs.
#pragma once

#include <cstdint>

#include "converter/function_scanner.hpp"

namespace smcache::detail {

enum class TokenKind : std::uint8_t {
  end,         // of the text
  identifier,  // contextual keywords as well: see Word
  keyword,     // a reserved word
  private_name,
  string,
  number,
  regular_expression,
  template_whole,  // a template, or its last part: it ends in "`"
  template_open,   // it ends in "${"
  open_paren,
  close_paren,
  open_bracket,
  close_bracket,
  open_brace,
  close_brace,
  semicolon,
  comma,
  colon,
  question,
  dot,
  optional_dot,  // "?."
  ellipsis,
  arrow,
  at,
  assign,  // "=" and the compound ones, but for "/="
  update,  // "++", "--"
  prefix,  // "!", "~"
  plus_minus,
  star,
  slash,  // "/" and "/=": where an operand can stand, a regular expression begins
  less,
  binary,  // any other operator
  unknown,
};

// The words that the walk tells apart.
enum class Word : std::uint8_t {
  none,
  // reserved
  js_break,
  js_case,
  js_catch,
  js_class,
  js_const,
  js_continue,
  js_debugger,
  js_default,
  js_delete,
  js_do,
  js_else,
  js_enum,
  js_export,
  js_extends,
  js_false,
  js_finally,
  js_for,
  js_function,
  js_if,
  js_import,
  js_in,
  js_instanceof,
  js_new,
  js_null,
  js_return,
  js_super,
  js_switch,
  js_this,
  js_throw,
  js_true,
  js_try,
  js_typeof,
  js_var,
  js_void,
  js_while,
  js_with,
  // contextual
  js_abstract,
  js_accessor,
  js_as,
  js_async,
  js_await,
  js_constructor,
  js_declare,
  js_get,
  js_global,
  js_implements,
  js_interface,
  js_let,
  js_module,
  js_namespace,
  js_of,
  js_override,
  js_private,
  js_protected,
  js_public,
  js_readonly,
  js_satisfies,
  js_set,
  js_static,
  js_type,
  js_using,
  js_yield,
};

struct Token {
  TokenKind kind = TokenKind::end;
  Word word = Word::none;       // of identifiers and keywords without escapes
  bool newline_before = false;  // a line ends between the token before and this one
  TextOffset start = 0;
  TextOffset end = 0;

  [[nodiscard]] bool is(TokenKind other) const noexcept { return kind == other; }
  [[nodiscard]] bool is(Word other) const noexcept { return word == other; }
  // A name as properties have it: reserved words as well.
  [[nodiscard]] bool is_name() const noexcept { return kind == TokenKind::identifier || kind == TokenKind::keyword; }
};

}  // namespace smcache::detail
