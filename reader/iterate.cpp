// Walks over mappings in stored order.
#include <algorithm>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "reader/mapping_at.hpp"
#include "smcache/cache.hpp"

namespace smcache {

Mappings::iterator::iterator(const detail::Tables* tables, std::uint32_t index, std::uint32_t end) noexcept
    : tables_(tables), index_(index), end_(end) {
  settle();
}

Mappings::iterator& Mappings::iterator::operator++() noexcept {
  ++index_;
  settle();
  return *this;
}

// Reads the mapping at index_, or the next one that can be read.
void Mappings::iterator::settle() noexcept {
  while (index_ < end_) {
    const std::uint32_t block_number = index_ / detail::kBlockSize;
    const detail::PackedBlock block = detail::block_at(*tables_, block_number);
    if (!block.fits()) {
      index_ = std::min(end_, (block_number + 1) * detail::kBlockSize);
      continue;
    }
    const unsigned in_block = index_ % detail::kBlockSize;
    const std::uint64_t at = detail::block_key(*tables_, block_number) + block.keys()[in_block];
    bool readable = true;
    if (at < line_start_ || at >= line_end_) {
      detail::LineSpan line;
      readable = detail::LineTable(*tables_).line_of(at, line_, line);
      line_start_ = line.start;
      line_end_ = line.end;
    }
    current_.generated = {line_, static_cast<std::uint32_t>(at - line_start_)};
    if (readable && detail::read_original(*tables_, block, in_block, current_)) return;
    ++index_;
  }
}

}  // namespace smcache
