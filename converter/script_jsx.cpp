// What the lexer does with JSX, where other rules hold for strings and blanks.
#include <algorithm>

#include "converter/script_lexer.hpp"

namespace smcache::detail {

void ScriptLexer::back_to(const Token& token) noexcept { at_ = begin_ + token.start + 1; }

void ScriptLexer::jsx_text(const Token& token) noexcept {
  back_to(token);
  pass_until('<', '{');
}

// Whatever stands before one of two characters.
void ScriptLexer::pass_until(char one, char other) noexcept {
  while (at_ != end_ && *at_ != one && *at_ != other) ++at_;
}

void ScriptLexer::jsx_string() noexcept {
  pass_blanks();
  if (peek(0) != '"' && peek(0) != '\'') return;
  const char quote = *at_++;
  pass_until(quote, quote);
  if (at_ != end_) ++at_;
}

bool ScriptLexer::tag_end_follows() noexcept {
  if (tag_end_ >= offset()) return tag_end_ != std::string_view::npos;
  const std::size_t closing = text().find("</", offset());
  tag_end_ = std::min(closing, text().find("/>", offset()));
  return tag_end_ != std::string_view::npos;
}

bool ScriptLexer::closing_tag_follows(std::string_view name) noexcept {
  // However many elements there are, they are looked for in so many times the text's length.
  constexpr std::size_t kSearches = 16;
  std::size_t found = offset();
  while (tag_search_ / kSearches < text().size()) {
    const std::size_t from = found;
    found = text().find("</", from);
    tag_search_ += std::min(found, text().size()) - from + 1;
    if (found == std::string_view::npos) return false;
    found += 2;
    if (text().substr(found, name.size()) == name) return true;
  }
  return tag_end_follows();
}

}  // namespace smcache::detail
