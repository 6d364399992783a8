#include "converter/script_lexer.hpp"

#include <algorithm>
#include <limits>

#include "converter/utf8.hpp"

namespace smcache::detail {

namespace {

constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max();

// A name outside ASCII: anything but blanks, line ends and what is not UTF-8 at all may be part of one.
bool is_wide_name(char32_t c) noexcept { return !is_wide_blank(c) && !is_line_separator(c) && c != 0xFFFD; }

}  // namespace

ScriptLexer::ScriptLexer(std::string_view text) noexcept
    : begin_(text.data()), at_(begin_), end_(begin_ + std::min(text.size(), kMostBytes)) {
  if (continues("\xEF\xBB\xBF")) at_ += 3;
  if (continues("#!")) pass_line_comment();
}

bool ScriptLexer::continues(std::string_view expected) const noexcept {
  return static_cast<std::size_t>(end_ - at_) >= expected.size() && std::string_view(at_, expected.size()) == expected;
}

// Is at_ on a line or paragraph separator?
bool ScriptLexer::at_separator() const noexcept { return continues("\xE2\x80\xA8") || continues("\xE2\x80\xA9"); }

void ScriptLexer::pass_line_comment() noexcept {
  while (at_ != end_) {
    at_ = find_any<'\n', '\r', kSeparatorLead>(at_, end_);
    if (at_ == end_ || *at_ == '\n' || *at_ == '\r' || at_separator()) return;
    ++at_;
  }
}

// at_ is behind "/*". Whether a line ends inside.
bool ScriptLexer::pass_block_comment() noexcept {
  bool newline = false;
  for (;;) {
    at_ = find_any<'\n', '\r', '*', kSeparatorLead>(at_, end_);
    if (at_ == end_) {
      cut();
      return newline;
    }
    if (*at_ != '*') {
      newline = newline || *at_ == '\n' || *at_ == '\r' || at_separator();
      ++at_;
    } else {
      ++at_;
      if (peek(0) == '/') {
        ++at_;
        return newline;
      }
    }
  }
}

// Passes blanks and comments. Whether a line ends among them.
bool ScriptLexer::pass_blanks() noexcept {
  bool newline = false;
  while (at_ != end_) {
    const char c = *at_;
    if (c == ' ') {
      at_ = end_of_spaces(at_, end_);
    } else if (c == '\t' || c == '\v' || c == '\f') {
      ++at_;
    } else if (c == '\n' || c == '\r') {
      ++at_;
      newline = true;
    } else if (c == '/') {
      if (peek(1) == '/') {
        pass_line_comment();
      } else if (peek(1) == '*') {
        at_ += 2;
        newline = pass_block_comment() || newline;
      } else {
        break;
      }
    } else if (!is_module_ &&
               ((c == '<' && continues("<!--")) || (c == '-' && (newline || at_first_) && continues("-->")))) {
      pass_line_comment();
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const Utf8Character wide = read_utf8(at_, end_);
      const bool separator = is_line_separator(wide.code_point);
      if (!separator && !is_wide_blank(wide.code_point)) break;
      at_ += wide.length;
      newline = newline || separator;
    } else {
      break;
    }
  }
  return newline;
}

// What is neither a plain name nor a plain punctuator begins at at_.
void ScriptLexer::other(Token& token) noexcept {
  const char c = *at_;
  if (is_any(c, kDigit) || (c == '.' && is_any(peek(1), kDigit))) {
    number(token);
  } else if (c == '"' || c == '\'') {
    ++at_;
    string(token, c);
  } else if (c == '`') {
    ++at_;
    template_part(token);
  } else if (c == '\\' || static_cast<unsigned char>(c) >= 0x80) {
    wide_word(token);
  } else {
    punctuator(token, static_cast<unsigned char>(c));
  }
}

// Behind the beginning of a name stand an escape or a character outside ASCII. A word is no keyword when it goes
// on, or is spelt with an escape.
void ScriptLexer::name_goes_on(Token& token) noexcept {
  const char* const start = begin_ + token.start;
  const auto length = static_cast<std::size_t>(at_ - start);
  identifier_rest();
  if (at_ != start + length) return;
  token.word = find_word({start, length});
  if (is_reserved(token.word)) token.kind = TokenKind::keyword;
}

// A name that begins outside ASCII or with an escape; else a character that belongs nowhere.
void ScriptLexer::wide_word(Token& token) noexcept {
  const char* const start = at_;
  identifier_rest();
  if (at_ != start) {
    token.kind = TokenKind::identifier;
    return;
  }
  token.kind = TokenKind::unknown;
  at_ += read_utf8(at_, end_).length;
}

void ScriptLexer::identifier_rest() noexcept {
  while (at_ != end_) {
    if (is_any(*at_, kNamePart)) {
      ++at_;
    } else if (*at_ == '\\') {
      if (!identifier_escape()) return;
    } else if (static_cast<unsigned char>(*at_) >= 0x80) {
      const Utf8Character wide = read_utf8(at_, end_);
      if (!is_wide_name(wide.code_point)) return;
      at_ += wide.length;
    } else {
      return;
    }
  }
}

// \uXXXX or \u{X...}
bool ScriptLexer::identifier_escape() noexcept {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  if (peek(1) != 'u') return false;
  std::size_t length = 2;
  if (peek(2) == '{') {
    for (length = 3; is_hex(peek(length)) && length < 12; ++length) {
    }
    if (length == 3 || peek(length) != '}') return false;
    ++length;
  } else {
    for (; length < 6; ++length) {
      if (!is_hex(peek(length))) return false;
    }
  }
  at_ += length;
  return true;
}

bool ScriptLexer::arrow_follows() const noexcept {
  const char* ahead = at_;
  while (ahead != end_ && (*ahead == ' ' || *ahead == '\t')) ++ahead;
  return end_ - ahead >= 2 && ahead[0] == '=' && ahead[1] == '>';
}

void ScriptLexer::punctuator(Token& token, unsigned char first) noexcept {
  using enum TokenKind;
  const auto take = [&](TokenKind kind, std::size_t length) {
    token.kind = kind;
    at_ += length;
  };
  const auto operator_of = [&](TokenKind kind, std::size_t length) {
    if (peek(length) == '=') return take(assign, length + 1);
    take(kind, length);
  };
  switch (first) {
    case '.': return continues("...") ? take(ellipsis, 3) : take(dot, 1);
    case '?':
      if (peek(1) == '.' && !is_any(peek(2), kDigit)) return take(optional_dot, 2);
      if (peek(1) == '?') return operator_of(binary, 2);
      return take(question, 1);
    case '=':
      if (peek(1) == '>') return take(arrow, 2);
      if (peek(1) == '=') return take(binary, peek(2) == '=' ? 3 : 2);
      return take(assign, 1);
    case '!':
      if (peek(1) == '=') return take(binary, peek(2) == '=' ? 3 : 2);
      return take(prefix, 1);
    case '+':
    case '-':
      if (peek(1) == static_cast<char>(first)) return take(update, 2);
      return operator_of(plus_minus, 1);
    case '*':
      if (peek(1) == '*') return operator_of(binary, 2);
      return operator_of(star, 1);
    case '/': return take(slash, peek(1) == '=' ? 2 : 1);
    case '<':
      if (peek(1) == '<') return operator_of(binary, 2);
      if (peek(1) == '=') return take(binary, 2);
      return take(less, 1);
    case '>':
      if (peek(1) == '>') return operator_of(binary, peek(2) == '>' ? 3 : 2);
      return take(binary, peek(1) == '=' ? 2 : 1);
    case '&':
    case '|': return operator_of(binary, peek(1) == static_cast<char>(first) ? 2 : 1);
    case '%':
    case '^': return operator_of(binary, 1);
    case '#':
      ++at_;
      if (at_ != end_ && (is_any(*at_, kNameStart) || *at_ == '\\' || static_cast<unsigned char>(*at_) >= 0x80)) {
        const char* const start = at_;
        identifier_rest();
        if (at_ != start) {
          token.kind = private_name;
          return;
        }
      }
      token.kind = unknown;
      return;
    default: return take(unknown, 1);
  }
}

}  // namespace smcache::detail
