// The lexer's numbers, strings, templates and regular expressions.
#include <algorithm>

#include "converter/script_lexer.hpp"

namespace smcache::detail {

void ScriptLexer::digits() noexcept {
  while (at_ != end_ && (is_any(*at_, kDigit) || *at_ == '_')) ++at_;
}

void ScriptLexer::number(Token& token) noexcept {
  token.kind = TokenKind::number;
  if (*at_ == '0' && is_any(peek(1), kNamePart) && peek(1) != 'e' && peek(1) != 'E') {
    // 0x, 0o, 0b, 0n; or an octal of old, behind which a dot is no fraction's. 08 and 09 are decimal.
    const char* const start = at_;
    while (at_ != end_ && is_any(*at_, kNamePart)) ++at_;
    const bool decimal = std::any_of(start, at_, [](char c) { return c == '8' || c == '9'; }) &&
                         std::all_of(start, at_, [](char c) { return is_any(c, kDigit); });
    if (!decimal) return;
  } else {
    digits();
  }
  if (peek(0) == '.') {
    ++at_;
    digits();
  }
  if ((peek(0) == 'e' || peek(0) == 'E') &&
      (is_any(peek(1), kDigit) || ((peek(1) == '+' || peek(1) == '-') && is_any(peek(2), kDigit)))) {
    at_ += 2;
    digits();
  }
  if (peek(0) == 'n') ++at_;
}

// at_ is behind the opening quote.
void ScriptLexer::string(Token& token, char quote) noexcept {
  token.kind = TokenKind::string;
  for (;;) {
    at_ = find_any<'"', '\'', '\\', '\n', '\r'>(at_, end_);
    if (at_ == end_ || *at_ == '\n' || *at_ == '\r') {
      cut();
      return;
    }
    const char c = *at_;
    if (c == quote) {
      ++at_;
      return;
    }
    ++at_;  // the other quote, or a backslash
    if (c != '\\' || at_ == end_) continue;
    at_ += *at_ == '\r' && peek(1) == '\n' ? 2 : 1;
  }
}

// at_ is behind "`", or behind the "}" of a substitution.
void ScriptLexer::template_part(Token& token) noexcept {
  token.kind = TokenKind::template_whole;
  for (;;) {
    at_ = find_any<'`', '$', '\\'>(at_, end_);
    if (at_ == end_) {
      cut();
      return;
    }
    const char c = *at_++;
    if (c == '`') return;
    if (c == '\\') {
      if (at_ != end_) ++at_;
    } else if (peek(0) == '{') {  // behind "$"
      ++at_;
      token.kind = TokenKind::template_open;
      return;
    }
  }
}

void ScriptLexer::template_rest(Token& token) noexcept {
  template_part(token);
  token.end = offset();
}

void ScriptLexer::regular_expression(Token& token) noexcept {
  token.kind = TokenKind::regular_expression;
  at_ = begin_ + token.start + 1;  // "/=" was read as one token
  bool in_class = false;
  for (;;) {
    while (at_ != end_ && !is_any(*at_, kRegexStop)) ++at_;
    if (at_ == end_ || *at_ == '\n' || *at_ == '\r' || at_separator()) {
      cut();
      token.end = offset();
      return;
    }
    const char c = *at_++;
    if (c == '/' && !in_class) break;
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (c == '\\' && at_ != end_ && *at_ != '\n' && *at_ != '\r' && *at_ != kSeparatorLead) ++at_;
  }
  identifier_rest();  // the flags
  token.end = offset();
}

}  // namespace smcache::detail
