#include "converter/line_table.hpp"

#include "converter/bit_writer.hpp"

namespace smcache::detail {

void LineTableBuilder::add(std::uint32_t line, std::uint64_t start) {
  const std::uint32_t page = line / kBlockSize;
  if (page != page_) {
    if (page_ != kNoPage) {
      fill(kBlockSize, start);
      close_page();
    }
    page_ = page;
    filled_ = 0;
  }
  fill(line % kBlockSize + 1, start);
}

void LineTableBuilder::finish(std::uint64_t end) {
  if (page_ != kNoPage) {
    fill(kBlockSize, end);
    close_page();
  }
  pages_.push_back({end, {}, kAbsent, static_cast<std::uint32_t>(lows_.size())});
  lows_.push_back(0);  // so that a load of the last field may overhang
}

void LineTableBuilder::fill(unsigned until, std::uint64_t start) noexcept {
  while (filled_ < until) starts_[filled_++] = start;
}

void LineTableBuilder::close_page() {
  const std::uint64_t base = starts_[0];
  for (std::uint64_t& start : starts_) start -= base;
  const unsigned width = elias_fano_low_width(starts_.back());
  pages_.push_back({base, elias_fano_high(starts_, width), page_, static_cast<std::uint32_t>(lows_.size())});
  if (width == 0) return;
  std::array<std::uint64_t, kBlockSize> words;  // 64 fields of `width` bits: `width` words
  for (std::uint64_t& start : starts_) start &= low_mask(width);
  BitWriter(reinterpret_cast<std::byte*>(words.data())).put_all(starts_, kBlockSize, width);
  lows_.insert(lows_.end(), words.begin(), words.begin() + width);
}

}  // namespace smcache::detail
