#include "converter/source_lines.hpp"

#include <cstring>

#include "schema/format.hpp"
#include "schema/line_scan.hpp"

namespace smcache::detail {
namespace {

bool has_line_feeds_only(std::string_view text) noexcept {
  return text.find('\r') == std::string_view::npos && text.find("\xE2\x80\xA8") == std::string_view::npos &&
         text.find("\xE2\x80\xA9") == std::string_view::npos;
}

// Counted without a look at where in it they stand: the loop becomes vector instructions.
constexpr std::ptrdiff_t kChunk = 128;
std::uint32_t count_line_feeds(const char* chunk) noexcept {
  std::uint8_t count = 0;
  for (std::ptrdiff_t i = 0; i < kChunk; ++i) count = static_cast<std::uint8_t>(count + (chunk[i] == '\n' ? 1 : 0));
  return count;
}

// For a text in which only line feeds end lines. Returns the number of lines.
std::uint32_t sample_line_feeds(std::string_view text, std::vector<std::uint32_t>& samples) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint32_t line = 0;  // the one that `at` is on
  for (;;) {
    for (; end - at >= kChunk; at += kChunk) {
      const std::uint32_t next = line + count_line_feeds(at);
      if (next / kLinesPerSample != line / kLinesPerSample) break;
      line = next;
    }
    // A line that has to be sampled begins in this chunk, or it is the last.
    const void* const line_feed = at == end ? nullptr : std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    if (line_feed == nullptr) return line + 1;
    at = static_cast<const char*>(line_feed) + 1;
    if (++line % kLinesPerSample == 0) samples.push_back(static_cast<std::uint32_t>(at - text.data()));
  }
}

std::uint32_t sample_line_ends(std::string_view text, std::vector<std::uint32_t>& samples) {
  std::uint32_t count = 0;
  std::size_t start = 0;
  while (start != std::string_view::npos) {
    if (count != 0 && count % kLinesPerSample == 0) samples.push_back(static_cast<std::uint32_t>(start));
    ++count;
    const std::size_t next = find_line_end(text.substr(start), false).next;
    start = next == std::string_view::npos ? next : start + next;
  }
  return count;
}

}  // namespace

SourceLinesRecord sample_lines(std::string_view text, std::vector<std::uint32_t>& samples) {
  SourceLinesRecord record;
  record.first_sample = static_cast<std::uint32_t>(samples.size());
  record.line_feeds_only = has_line_feeds_only(text);
  record.line_count = record.line_feeds_only ? sample_line_feeds(text, samples) : sample_line_ends(text, samples);
  return record;
}

}  // namespace smcache::detail
