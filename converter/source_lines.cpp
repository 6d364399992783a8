#include "converter/source_lines.hpp"

#include "schema/format.hpp"
#include "schema/line_scan.hpp"

namespace smcache::detail {

SourceLinesRecord sample_lines(std::string_view text, std::vector<std::uint32_t>& samples) {
  SourceLinesRecord record;
  record.first_sample = static_cast<std::uint32_t>(samples.size());
  record.line_feeds_only = text.find('\r') == std::string_view::npos &&
                           text.find("\xE2\x80\xA8") == std::string_view::npos &&
                           text.find("\xE2\x80\xA9") == std::string_view::npos;
  std::size_t start = 0;
  while (start != std::string_view::npos) {
    if (record.line_count != 0 && record.line_count % kLinesPerSample == 0) {
      samples.push_back(static_cast<std::uint32_t>(start));
    }
    ++record.line_count;
    const std::size_t next = find_line_end(text.substr(start), record.line_feeds_only).next;
    start = next == std::string_view::npos ? next : start + next;
  }
  return record;
}

}  // namespace smcache::detail
