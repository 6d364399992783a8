// What the reader needs to reach a line of a source's text without reading the text from its start.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace smcache::detail {

struct SourceLinesRecord {
  std::uint32_t first_sample = 0;  // in the list of all samples
  std::uint32_t line_count = 0;
  bool line_feeds_only = false;
};

// Appends the offset of every 32nd line of `text` (spec.md 8.2), the first line left out.
SourceLinesRecord sample_lines(std::string_view text, std::vector<std::uint32_t>& samples);

}  // namespace smcache::detail
