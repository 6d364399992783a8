#include "converter/packed_mappings.hpp"

#include <algorithm>
#include <span>

namespace smcache::detail {

PackedMappings::Line PackedMappings::line(std::uint32_t line) noexcept {
  const std::vector<LinePageRecord>& pages = packer_.lines().pages();
  const std::uint32_t number = line / kBlockSize;
  const auto page = std::lower_bound(pages.begin(), pages.end() - 1, number,
                                     [](const LinePageRecord& at, std::uint32_t wanted) { return at.number < wanted; });
  if (page == pages.end() - 1 || page->number != number) return {page->start, page->start};
  load_page(static_cast<std::size_t>(page - pages.begin()));
  return {starts_[line % kBlockSize], starts_[line % kBlockSize + 1]};
}

std::uint32_t PackedMappings::find(std::uint64_t position) const noexcept {
  const std::vector<std::uint64_t>& keys = packer_.keys();
  const auto after = std::upper_bound(keys.begin(), keys.end(), position);
  if (after == keys.begin()) return kAbsent;
  const auto number = static_cast<std::size_t>(after - keys.begin() - 1);
  const unsigned index = block(number).keys().last_at_or_below(position - keys[number]).index;
  return static_cast<std::uint32_t>(number * kBlockSize + index);
}

PackedMappings::Mapping PackedMappings::at(std::uint32_t index) noexcept {
  const std::size_t number = index / kBlockSize;
  const PackedBlock block = this->block(number);
  Mapping mapping;
  mapping.position = packer_.keys()[number] + block.keys()[index % kBlockSize];
  const std::uint64_t column = mapping.position - line_start_of(mapping.position);
  mapping.original = block.original(index % kBlockSize, static_cast<std::uint32_t>(column));
  return mapping;
}

PackedBlock PackedMappings::block(std::size_t number) const noexcept {
  const std::uint32_t begin = packer_.offsets()[number];
  const std::size_t left = packer_.mapping_count() - number * kBlockSize;
  return {packer_.blocks().data() + begin, packer_.offsets()[number + 1] - begin,
          static_cast<unsigned>(std::min<std::size_t>(left, kBlockSize))};
}

void PackedMappings::load_page(std::size_t page) noexcept {
  if (page == page_) return;
  page_ = page;
  const LinePageRecord& at = packer_.lines().pages()[page];
  const LinePageRecord& next = packer_.lines().pages()[page + 1];
  const std::uint64_t* const lows = packer_.lines().lows().data() + at.low_words;
  const EliasFano starts(at.high, reinterpret_cast<const std::byte*>(lows), 0, next.low_words - at.low_words,
                         kBlockSize);
  for (unsigned i = 0; i < kBlockSize; ++i) starts_[i] = at.start + starts[i];
  starts_[kBlockSize] = next.start;
}

std::uint64_t PackedMappings::line_start_of(std::uint64_t position) noexcept {
  if (page_ == kNoPage || position < starts_.front() || position >= starts_.back()) {
    const std::vector<LinePageRecord>& pages = packer_.lines().pages();
    const auto after =
        std::upper_bound(pages.begin(), pages.end(), position,
                         [](std::uint64_t wanted, const LinePageRecord& page) { return wanted < page.start; });
    load_page(static_cast<std::size_t>(after - pages.begin() - 1));
  }
  return *(std::upper_bound(starts_.begin(), starts_.end(), position) - 1);
}

}  // namespace smcache::detail
