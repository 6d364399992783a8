// Cuts a JavaScript text into tokens.
//
// A lexer of JavaScript needs a parser's help: whether "/" begins a regular expression, and whether "}"
// goes on with a template, depends on what can stand there. So "/" is always a token of its own, and the
// one who knows better has the rest read with regular_expression() or template_rest().
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "converter/script_characters.hpp"
#include "converter/script_runs.hpp"
#include "converter/script_token.hpp"
#include "converter/script_words.hpp"

namespace smcache::detail {

class ScriptLexer {
 public:
  // Reads no more than 4 GiB - 1 of the text.
  explicit ScriptLexer(std::string_view text) noexcept;

  // The token after the last one read.
  void next(Token& token) noexcept;
  // `token` is a slash, and the last one read: makes it a regular expression. When the line ends first, the
  // token reaches to there.
  void regular_expression(Token& token) noexcept;
  // `token` is a closing brace, and the last one read: makes it the part of the template that follows.
  void template_rest(Token& token) noexcept;
  // `token` begins with ">" or "}", behind which the text of a JSX element stands: passes it. The next
  // token is "<" or "{".
  void jsx_text(const Token& token) noexcept;
  // Behind the "=" in a JSX tag: passes a string, if one follows, as they are there: without escapes, over any lines.
  void jsx_string() noexcept;
  // `token` is the last one read, and a punctuator: what is behind its first character is read again.
  void back_to(const Token& token) noexcept;
  // Does a JSX tag end anywhere behind what was read?
  [[nodiscard]] bool tag_end_follows() noexcept;
  // Does the tag that closes an element of this name?
  [[nodiscard]] bool closing_tag_follows(std::string_view name) noexcept;

  // Is the next token "=>"? Looks past blanks only, not past comments and line ends.
  [[nodiscard]] bool arrow_follows() const noexcept;

  // Modules know no HTML-like comments.
  void set_module() noexcept { is_module_ = true; }
  [[nodiscard]] bool is_module() const noexcept { return is_module_; }
  // How many strings, comments and such a line's end or the text's end cut off so far, and where first.
  [[nodiscard]] std::uint32_t cut_off() const noexcept { return cut_off_; }
  [[nodiscard]] TextOffset first_cut() const noexcept { return first_cut_; }

  [[nodiscard]] std::string_view text_of(const Token& token) const noexcept {
    return {begin_ + token.start, token.end - token.start};
  }
  [[nodiscard]] std::string_view text() const noexcept { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }

 private:
  // The end of what was read.
  [[nodiscard]] TextOffset offset() const noexcept { return static_cast<TextOffset>(at_ - begin_); }
  [[nodiscard]] char peek(std::size_t ahead) const noexcept {
    return static_cast<std::size_t>(end_ - at_) > ahead ? at_[ahead] : '\0';
  }
  [[nodiscard]] bool continues(std::string_view expected) const noexcept;

  [[nodiscard]] bool at_separator() const noexcept;
  bool pass_blanks() noexcept;
  void pass_line_comment() noexcept;
  bool pass_block_comment() noexcept;

  void other(Token& token) noexcept;
  void name_goes_on(Token& token) noexcept;
  void wide_word(Token& token) noexcept;
  void identifier_rest() noexcept;
  bool identifier_escape() noexcept;
  void number(Token& token) noexcept;
  void digits() noexcept;
  void string(Token& token, char quote) noexcept;
  void template_part(Token& token) noexcept;
  void punctuator(Token& token, unsigned char first) noexcept;
  void pass_until(char one, char other) noexcept;
  void cut() noexcept {
    if (cut_off_++ == 0) first_cut_ = offset();
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  std::uint32_t cut_off_ = 0;
  TextOffset first_cut_ = 0;
  std::size_t tag_end_ = 0;     // the last one looked for
  std::size_t tag_search_ = 0;  // bytes in which closing tags were looked for
  bool is_module_ = false;
  bool at_first_ = true;  // no token was read yet
};

// Tokens of one character that no longer one begins with; TokenKind::unknown for other characters.
constexpr std::array<TokenKind, 256> make_plain_tokens() noexcept {
  std::array<TokenKind, 256> kinds{};
  kinds.fill(TokenKind::unknown);
  kinds['('] = TokenKind::open_paren;
  kinds[')'] = TokenKind::close_paren;
  kinds['['] = TokenKind::open_bracket;
  kinds[']'] = TokenKind::close_bracket;
  kinds['{'] = TokenKind::open_brace;
  kinds['}'] = TokenKind::close_brace;
  kinds[';'] = TokenKind::semicolon;
  kinds[','] = TokenKind::comma;
  kinds[':'] = TokenKind::colon;
  kinds['~'] = TokenKind::prefix;
  kinds['@'] = TokenKind::at;
  return kinds;
}
inline constexpr auto kPlainTokens = make_plain_tokens();

inline void ScriptLexer::next(Token& token) noexcept {
  token.newline_before = at_ != end_ && is_any(*at_, kMayBePassed) && pass_blanks();
  at_first_ = false;
  const char* const start = at_;
  const char* const text_end = end_;
  token.word = Word::none;
  token.start = static_cast<TextOffset>(start - begin_);
  const char* at = start;
  if (at == text_end) {
    token.kind = TokenKind::end;
  } else if (is_any(*at, kNameStart)) {
    at = end_of_name(at, text_end);
    token.kind = TokenKind::identifier;
    const auto length = static_cast<std::size_t>(at - start);
    if (at != text_end && is_any(*at, kNameGoesOn)) {
      at_ = at;
      name_goes_on(token);
      at = at_;
    } else if (may_be_word(*start, length)) {
      token.word = find_word({start, length});
      if (is_reserved(token.word)) token.kind = TokenKind::keyword;
    }
  } else if (const TokenKind kind = kPlainTokens[static_cast<unsigned char>(*at)]; kind != TokenKind::unknown) {
    token.kind = kind;
    ++at;
  } else {
    other(token);
    at = at_;
  }
  at_ = at;
  token.end = static_cast<TextOffset>(at - begin_);
}

}  // namespace smcache::detail
