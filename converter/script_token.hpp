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
  kBreak,
  kCase,
  kCatch,
  kClass,
  kConst,
  kContinue,
  kDebugger,
  kDefault,
  kDelete,
  kDo,
  kElse,
  kEnum,
  kExport,
  kExtends,
  kFalse,
  kFinally,
  kFor,
  kFunction,
  kIf,
  kImport,
  kIn,
  kInstanceof,
  kNew,
  kNull,
  kReturn,
  kSuper,
  kSwitch,
  kThis,
  kThrow,
  kTrue,
  kTry,
  kTypeof,
  kVar,
  kVoid,
  kWhile,
  kWith,
  // contextual
  kAbstract,
  kAccessor,
  kAs,
  kAsync,
  kAwait,
  kConstructor,
  kDeclare,
  kGet,
  kGlobal,
  kImplements,
  kInterface,
  kLet,
  kModule,
  kNamespace,
  kOf,
  kOverride,
  kPrivate,
  kProtected,
  kPublic,
  kReadonly,
  kSatisfies,
  kSet,
  kStatic,
  kType,
  kUsing,
  kYield,
};

struct Token {
  TokenKind kind = TokenKind::end;
  Word word = Word::none;       // of identifiers and keywords without escapes
  bool newline_before = false;  // a line ends between the token before and this one
  std::uint32_t start = 0;      // offsets in bytes
  std::uint32_t end = 0;
  // Line, and what to take from an offset to get the column, at the token's start and at its end.
  std::uint32_t line = 0;
  std::uint32_t base = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_base = 0;

  [[nodiscard]] TextPlace start_place() const noexcept { return {{line, start - base}, start}; }
  [[nodiscard]] TextPlace end_place() const noexcept { return {{end_line, end - end_base}, end}; }
  [[nodiscard]] bool is(TokenKind other) const noexcept { return kind == other; }
  [[nodiscard]] bool is(Word other) const noexcept { return word == other; }
  // A name as properties have it: reserved words as well.
  [[nodiscard]] bool is_name() const noexcept { return kind == TokenKind::identifier || kind == TokenKind::keyword; }
};

}  // namespace smcache::detail
