// From a generated line to its linear positions, and back (spec.md 6.1).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "reader/tables.hpp"
#include "schema/elias_fano.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

class LineTable {
 public:
  explicit LineTable(const Tables& tables) noexcept : tables_(tables), page_count_(tables.line_pages.size() - 1) {}

  // Any line may be asked for; one past the last is empty. False: the table is damaged.
  [[nodiscard]] bool find(std::uint32_t line, LineSpan& span) const noexcept {
    if (line == tables_.long_line) {
      span = tables_.long_line_span;
      return true;
    }
    const std::uint32_t number = line / kBlockSize;
    std::size_t page = number;  // where it is unless there are 64 lines in a row without mappings
    if (page >= page_count_ || tables_.line_pages[page].number() != number) {
      page = first_page_from(number);
      const format::LinePage& at = tables_.line_pages[page];
      if (page == page_count_ || at.number() != number) {
        span = {at.start(), at.start()};
        return true;
      }
    }
    if (!readable(page)) return false;
    const EliasFano starts = starts_of(page);
    const std::uint64_t base = tables_.line_pages[page].start();
    const unsigned in_page = line % kBlockSize;
    if (in_page + 1 < kBlockSize) {
      const auto [start, end] = starts.pair(in_page);
      span = {base + start, base + end};
    } else {
      span = {base + starts[in_page], tables_.line_pages[page + 1].start()};
    }
    return span.start <= span.end;
  }

  // The line on which the mapping at a linear position stands. False: the table is damaged.
  [[nodiscard]] bool line_of(std::uint64_t position, std::uint32_t& line, LineSpan& span) const noexcept {
    // The last page that starts at or before the position; pages start at different positions, since
    // each has a line with an extent.
    std::size_t low = 0;
    std::size_t high = page_count_;
    while (high - low > 1) {
      const std::size_t middle = low + (high - low) / 2;
      (tables_.line_pages[middle].start() <= position ? low : high) = middle;
    }
    if (page_count_ == 0 || !readable(low)) return false;
    const format::LinePage& page = tables_.line_pages[low];
    if (position < page.start()) return false;
    const unsigned in_page = starts_of(low).last_at_or_below(position - page.start()).index;
    line = page.number() * kBlockSize + in_page;
    return find(line, span) && span.start <= position && position < span.end;
  }

 private:
  // Do the low parts of a page stand inside the table?
  [[nodiscard]] bool readable(std::size_t page) const noexcept {
    const std::uint32_t begin = tables_.line_pages[page].low_words();
    const std::uint32_t end = tables_.line_pages[page + 1].low_words();
    return begin <= end && end - begin < 64 && end < tables_.line_lows.size();
  }

  [[nodiscard]] EliasFano starts_of(std::size_t page) const noexcept {
    const format::LinePage& at = tables_.line_pages[page];
    const unsigned low_width = tables_.line_pages[page + 1].low_words() - at.low_words();
    return {{at.high()->Get(0), at.high()->Get(1)},
            std::as_bytes(tables_.line_lows).data() + std::size_t{at.low_words()} * 8,
            0,
            low_width,
            kBlockSize};
  }

  // The first page whose number is at least `number`; page_count_ where there is none. Pages that are
  // not there put it before the place `number`, by no more than there are of them: most files have so
  // few that hardly anything is left to search.
  [[nodiscard]] std::size_t first_page_from(std::uint32_t number) const noexcept {
    std::size_t first = std::min<std::size_t>(number - std::min(number, tables_.absent_pages), page_count_);
    for (std::size_t left = std::min<std::size_t>(number, page_count_) - first; left != 0;) {
      const std::size_t half = left / 2;
      const bool after = tables_.line_pages[first + half].number() < number;
      first += choose(after, half + 1, 0);
      left = choose(after, left - half - 1, half);
    }
    return first;
  }

  const Tables& tables_;
  std::size_t page_count_;
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
