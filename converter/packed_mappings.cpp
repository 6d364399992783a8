#include "converter/packed_mappings.hpp"

#include <algorithm>
#include <functional>

#include "converter/upper_bound_near.hpp"

namespace smcache::detail {

PackedMappings::Line PackedMappings::line(std::uint32_t line) noexcept {
  const std::vector<LinePageRecord>& pages = packer_.lines().pages();
  const std::uint32_t number = line / kBlockSize;
  if (pages[page_].number != number) {
    const auto page =
        std::lower_bound(pages.begin(), pages.end() - 1, number,
                         [](const LinePageRecord& at, std::uint32_t wanted) { return at.number < wanted; });
    if (page == pages.end() - 1 || page->number != number) return {page->start, page->start};
    page_ = static_cast<std::size_t>(page - pages.begin());
  }
  return line_in_page(line % kBlockSize);
}

PackedMappings::Place PackedMappings::find(std::uint64_t position) noexcept {
  return load_block_around(position) ? find_in_block(position) : Place{};
}

PackedMappings::Place PackedMappings::find_named(std::uint64_t position) noexcept {
  return load_block_around(position) && block_->has_names() ? find_in_block(position) : Place{};
}

PackedMappings::Place PackedMappings::find_in_block(std::uint64_t position) const noexcept {
  const std::uint64_t key = packer_.keys()[number_];
  const EliasFano::Element found = block_->keys().last_at_or_below(position - key);
  return {static_cast<std::uint32_t>(number_ * kBlockSize + found.index), key + found.value};
}

bool PackedMappings::load_block_around(std::uint64_t position) noexcept {
  const std::vector<std::uint64_t>& keys = packer_.keys();
  if (keys.empty()) return false;
  const auto last = keys.begin() + static_cast<std::ptrdiff_t>(number_);
  const auto after = upper_bound_near(keys.begin(), keys.end(), last, position, std::less<>());
  if (after == keys.begin()) return false;
  const auto number = static_cast<std::size_t>(after - keys.begin() - 1);
  if (!block_ || number != number_) load_block(number);
  return true;
}

PackedMappings::Mapping PackedMappings::at(std::uint32_t index) noexcept {
  load_block_of(index);
  Mapping mapping;
  mapping.position = packer_.keys()[number_] + block_->keys()[index % kBlockSize];
  const std::uint64_t column = mapping.position - line_start_of(mapping.position);
  mapping.original = block_->original(index % kBlockSize, static_cast<std::uint32_t>(column));
  return mapping;
}

std::uint32_t PackedMappings::name(std::uint32_t index) noexcept {
  load_block_of(index);
  return block_->name(index % kBlockSize);
}

void PackedMappings::load_block_of(std::uint32_t index) noexcept {
  const std::size_t number = index / kBlockSize;
  if (!block_ || number != number_) load_block(number);
}

void PackedMappings::load_block(std::size_t number) noexcept {
  const std::uint32_t begin = packer_.offsets()[number];
  const std::size_t left = packer_.mapping_count() - number * kBlockSize;
  block_.emplace(packer_.blocks().data() + begin, packer_.offsets()[number + 1] - begin,
                 static_cast<unsigned>(std::min<std::size_t>(left, kBlockSize)));
  number_ = number;
}

std::uint64_t PackedMappings::line_start_of(std::uint64_t position) noexcept {
  if (position < line_.start || position >= line_.end) {
    const std::vector<LinePageRecord>& pages = packer_.lines().pages();
    if (position < pages[page_].start || position >= pages[page_ + 1].start) {
      const auto after =
          std::upper_bound(pages.begin(), pages.end(), position,
                           [](std::uint64_t wanted, const LinePageRecord& page) { return wanted < page.start; });
      page_ = static_cast<std::size_t>(after - pages.begin() - 1);
    }
    line_ = line_in_page(starts_in_page().last_at_or_below(position - pages[page_].start).index);
  }
  return line_.start;
}

PackedMappings::Line PackedMappings::line_in_page(unsigned line) const noexcept {
  const LinePageRecord& page = packer_.lines().pages()[page_];
  const EliasFano starts = starts_in_page();
  if (line + 1 < kBlockSize) {
    const auto [start, end] = starts.pair(line);
    return {page.start + start, page.start + end};
  }
  return {page.start + starts[line], packer_.lines().pages()[page_ + 1].start};
}

EliasFano PackedMappings::starts_in_page() const noexcept {
  const LinePageRecord& page = packer_.lines().pages()[page_];
  const LinePageRecord& next = packer_.lines().pages()[page_ + 1];
  const std::uint64_t* const lows = packer_.lines().lows().data() + page.low_words;
  return {page.high, reinterpret_cast<const std::byte*>(lows), 0, next.low_words - page.low_words, kBlockSize};
}

}  // namespace smcache::detail
