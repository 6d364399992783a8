#include "converter/generated_file.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "converter/relative_path.hpp"
#include "schema/line_scan.hpp"

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

void read_line(std::string_view line, GeneratedComments& found) noexcept {
  while (!line.empty()) {
    if (line.starts_with("//")) {
      const std::string_view comment = line.substr(2);
      if (comment.find_first_of("\"'`") == std::string_view::npos && comment.find("*/") == std::string_view::npos) {
        take(comment, found);
      } else {
        found = {};
      }
      return;
    }
    if (line.starts_with("/*")) {
      const std::size_t end = line.find("*/", 2);
      if (end == std::string_view::npos) {
        found = {};
        return;
      }
      take(line.substr(2, end - 2), found);
      line.remove_prefix(end + 2);
    } else if (const std::size_t spaces = space_at(line); spaces != 0) {
      line.remove_prefix(spaces);
    } else {
      // Code. Only a slash can begin anything else.
      found = {};
      line.remove_prefix(std::min(line.find('/', 1), line.size()));
    }
  }
}

}  // namespace

GeneratedComments read_generated_comments(std::string_view text) {
  GeneratedComments found;
  for (;;) {
    const LineEnd end = find_line_end(text, false);
    read_line(text.substr(0, end.length), found);
    if (end.next == std::string_view::npos) return found;
    text.remove_prefix(end.next);
  }
}

bool is_generated_name(const std::filesystem::path& path) {
  constexpr std::array<std::string_view, 6> kExtensions{".js", ".mjs", ".cjs", ".css", ".bundle", ".jsbundle"};
  const std::string extension = path.extension().string();
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

std::optional<std::filesystem::path> map_path(const std::filesystem::path& generated, std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (url.find(':') != std::string_view::npos || url.starts_with('/')) url.remove_prefix(url.rfind('/') + 1);
  return relative_path(generated.parent_path(), url);
}

}  // namespace smcache::detail
