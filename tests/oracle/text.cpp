#include "tests/oracle/source_map.hpp"

namespace smcache::oracle {

std::vector<std::string_view> lines_of(std::string_view text) {
  using namespace std::string_view_literals;
  std::vector<std::string_view> lines;
  std::size_t start = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t length = 0;
    // CRLF first: it is one terminator, not two.
    for (const auto terminator : {"\r\n"sv, "\n"sv, "\r"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv}) {
      if (text.substr(at).starts_with(terminator)) {
        length = terminator.size();
        break;
      }
    }
    if (length == 0) {
      ++at;
      continue;
    }
    lines.push_back(text.substr(start, at - start));
    start = at += length;
  }
  lines.push_back(text.substr(start));
  return lines;
}

}  // namespace smcache::oracle
