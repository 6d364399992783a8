// Where each generated line begins among the linear positions, packed in pages of 64 lines (spec.md 6.1).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "schema/elias_fano.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

struct LinePageRecord {
  std::uint64_t start;
  EliasFanoHigh high;
  std::uint32_t number;
  std::uint32_t low_words;
};

class LineTableBuilder {
 public:
  // `line` begins at linear position `start`: where the last line that was added ended. Lines come in
  // order; those between are empty.
  void add(std::uint32_t line, std::uint64_t start);
  // The last line ends at `end`. Closes the table with a page of no lines.
  void finish(std::uint64_t end);

  [[nodiscard]] const std::vector<LinePageRecord>& pages() const noexcept { return pages_; }
  [[nodiscard]] const std::vector<std::uint64_t>& lows() const noexcept { return lows_; }

 private:
  void fill(unsigned until, std::uint64_t start) noexcept;
  void close_page();

  static constexpr std::uint32_t kNoPage = kAbsent;
  std::uint32_t page_ = kNoPage;
  unsigned filled_ = 0;  // lines of the open page that have their start
  std::array<std::uint64_t, kBlockSize> starts_{};
  std::vector<LinePageRecord> pages_;
  std::vector<std::uint64_t> lows_;
};

}  // namespace smcache::detail
