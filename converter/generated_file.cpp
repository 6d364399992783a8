#include "converter/generated_file.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "converter/relative_path.hpp"
#include "converter/sixteen_bytes.hpp"

namespace smcache::detail {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }

// How many bytes of white space `text` begins with: 0 where it begins with something else.
std::size_t space_at(std::string_view text) noexcept {
  if (is_space(text.front())) return 1;
  if (text.starts_with(kNoBreakSpace)) return kNoBreakSpace.size();
  return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

std::string_view without_spaces(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The value in a comment of the form "# name=value" or "@ name=value"; `comment` is what stands between
// the comment's own marks.
std::optional<std::string_view> match(std::string_view comment, std::string_view name) noexcept {
  if (comment.empty() || (comment.front() != '#' && comment.front() != '@')) return std::nullopt;
  comment = without_spaces(comment.substr(1));
  if (!comment.starts_with(name) || !comment.substr(name.size()).starts_with('=')) return std::nullopt;
  comment.remove_prefix(name.size() + 1);
  if (std::any_of(comment.begin(), comment.end(), is_space)) return std::nullopt;
  return comment;
}

void take(std::string_view comment, GeneratedComments& found) noexcept {
  if (const auto url = match(comment, "sourceMappingURL")) found.source_mapping_url = url;
  if (const auto id = match(comment, "debugId")) found.debug_id = id;
}

// What the comments of a line say. True: it has code, so that nothing before it counts.
bool read_line(std::string_view line, GeneratedComments& found) noexcept {
  bool has_code = false;
  const auto code = [&] {
    found = {};
    has_code = true;
  };
  while (!line.empty()) {
    if (line.starts_with("//")) {
      const std::string_view comment = line.substr(2);
      if (comment.find_first_of("\"'`") == std::string_view::npos && comment.find("*/") == std::string_view::npos) {
        take(comment, found);
      } else {
        code();
      }
      break;
    }
    if (line.starts_with("/*")) {
      const std::size_t end = line.find("*/", 2);
      if (end == std::string_view::npos) {
        code();
        break;
      }
      take(line.substr(2, end - 2), found);
      line.remove_prefix(end + 2);
    } else if (const std::size_t spaces = space_at(line); spaces != 0) {
      line.remove_prefix(spaces);
    } else {
      code();
      // Only a slash can begin anything else.
      line.remove_prefix(std::min(line.find('/', 1), line.size()));
    }
  }
  return has_code;
}

// Could a line end in this chunk? By the last byte of each terminator.
bool may_end_line(const char* chunk) noexcept {
  return find_in_chunk<Beyond::nothing, '\n', '\r', '\xA8', '\xA9'>(chunk) != 0;
}

// Of the line end that `text` ends with, in bytes; 0 where it does not end with one.
std::size_t line_end_size(std::string_view text) noexcept {
  if (text.ends_with('\n') || text.ends_with('\r')) return 1;
  return text.ends_with("\xE2\x80\xA8") || text.ends_with("\xE2\x80\xA9") ? 3 : 0;
}

// Where the last line of `text` begins. CR and LF count as two ends: the empty line between them says nothing.
std::size_t last_line_start(std::string_view text) noexcept {
  while (!text.empty()) {
    if (text.size() >= kChunk && !may_end_line(text.data() + text.size() - kChunk)) {
      text.remove_suffix(kChunk);
    } else if (line_end_size(text) != 0) {
      break;
    } else {
      text.remove_suffix(1);
    }
  }
  return text.size();
}

}  // namespace

// From the last line back to the first that has code: of a bundle, that is next to nothing.
GeneratedComments read_generated_comments(std::string_view text) {
  GeneratedComments found;
  for (bool has_code = false; !has_code && !text.empty();) {
    const std::size_t start = last_line_start(text);
    GeneratedComments in_line;
    has_code = read_line(text.substr(start), in_line);
    if (!found.source_mapping_url) found.source_mapping_url = in_line.source_mapping_url;
    if (!found.debug_id) found.debug_id = in_line.debug_id;
    text = text.substr(0, start);
    text.remove_suffix(line_end_size(text));
  }
  return found;
}

bool is_generated_name(std::string_view path) noexcept {
  constexpr std::array<std::string_view, 6> kExtensions{".js", ".mjs", ".cjs", ".css", ".bundle", ".jsbundle"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  return std::find(kExtensions.begin(), kExtensions.end(), name.substr(dot)) != kExtensions.end();
}

std::optional<std::filesystem::path> map_path(const std::filesystem::path& generated, std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (url.find(':') != std::string_view::npos || url.starts_with('/')) url.remove_prefix(url.rfind('/') + 1);
  return relative_path(generated.parent_path(), url);
}

}  // namespace smcache::detail
