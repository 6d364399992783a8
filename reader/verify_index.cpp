// Invariants 10 to 13: what leads from a position to a block.
#include <cstddef>
#include <cstdint>
#include <string>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "reader/verify_parts.hpp"

namespace smcache::detail {
namespace {

// Page numbers are below this: there are 2^32 lines.
constexpr std::uint32_t kPageNumbers = std::uint32_t{1} << 26;

bool ascends(const LineTable& lines, const format::LinePage& page, const format::LinePage& next) {
  if (bit_count(page.high()->Get(0)) + bit_count(page.high()->Get(1)) != kBlockSize) return false;
  std::uint64_t last = page.start();
  for (unsigned line = 0; line < kBlockSize; ++line) {
    LineSpan span;
    if (!lines.find(page.number() * kBlockSize + line, span) || span.start != last) return false;
    last = span.end;
  }
  return last == next.start();
}

}  // namespace

Status verify_keys(unsigned ascend, unsigned repeat, const std::uint32_t* keys, const std::uint64_t* wide_keys,
                   const KeyLevels& levels, std::uint32_t block_count) {
  const auto key = [&](std::uint32_t block) -> std::uint64_t {
    return keys != nullptr ? keys[levels.offsets[0] + block] : wide_keys[block];
  };
  for (std::uint32_t block = 0; block < block_count; ++block) {
    if ((block != 0 && key(block) < key(block - 1)) || (keys != nullptr && key(block) > kMaxNarrowKey)) {
      return broken(ascend, "block keys do not ascend at block " + std::to_string(block));
    }
  }
  if (keys == nullptr) return success();
  std::size_t stride = 1;
  for (unsigned level = 0; level < levels.count; ++level, stride *= kIndexFanout) {
    const std::uint32_t filled = (levels.sizes[level] + kIndexFanout - 1) / kIndexFanout * kIndexFanout;
    for (std::uint32_t i = 0; i < filled; ++i) {
      const std::uint32_t expected = i < levels.sizes[level] ? keys[levels.offsets[0] + i * stride] : kKeyFiller;
      if (keys[levels.offsets[level] + i] != expected) {
        return broken(repeat, "level " + std::to_string(level) + " of the block index does not repeat level 0");
      }
    }
  }
  return success();
}

Status verify_index(const Tables& tables) {
  return verify_keys(10, 11, tables.keys, tables.wide_keys, tables.key_levels, tables.block_count);
}

Status verify_lines(const Tables& tables) {
  const LineTable lines(tables);
  const std::size_t pages = tables.line_pages.size() - 1;
  const format::LinePage& first = tables.line_pages.front();
  const format::LinePage& last = tables.line_pages.back();
  if (first.start() != 0 || last.number() != kAbsent) {
    return broken(12, "line pages do not begin or end as they should");
  }
  for (std::size_t page = 0; page < pages; ++page) {
    const format::LinePage& at = tables.line_pages[page];
    const format::LinePage& next = tables.line_pages[page + 1];
    if (at.number() >= next.number() || at.number() >= kPageNumbers || at.start() >= next.start()) {
      return broken(12, "line pages do not rise at page " + std::to_string(page));
    }
  }
  for (std::size_t page = 0; page < pages; ++page) {
    if (!ascends(lines, tables.line_pages[page], tables.line_pages[page + 1])) {
      return broken(13, "starts of lines do not ascend in page " + std::to_string(page));
    }
  }
  const std::size_t end = last.low_words();
  if (first.low_words() != 0 || tables.line_lows.size() != end + 1 || tables.line_lows[end] != 0) {
    return broken(13, "the low parts of starts of lines do not begin or end as they should");
  }
  return success();
}

}  // namespace smcache::detail
