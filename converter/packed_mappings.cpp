#include "converter/packed_mappings.hpp"

#include <algorithm>

namespace smcache::detail {

PackedMappings::Line PackedMappings::line(std::uint32_t line) noexcept {
  const std::vector<LinePageRecord>& pages = packer_.lines().pages();
  const std::uint32_t number = line / kBlockSize;
  if (!page_ || pages[*page_].number != number) {
    const auto page =
        std::lower_bound(pages.begin(), pages.end() - 1, number,
                         [](const LinePageRecord& at, std::uint32_t wanted) { return at.number < wanted; });
    if (page == pages.end() - 1 || page->number != number) return {page->start, page->start};
    load_page(static_cast<std::size_t>(page - pages.begin()));
  }
  return {starts_[line % kBlockSize], starts_[line % kBlockSize + 1]};
}

PackedMappings::Place PackedMappings::find(std::uint64_t position) noexcept {
  const std::vector<std::uint64_t>& keys = packer_.keys();
  const bool in_block =
      block_ && keys[number_] <= position && (number_ + 1 == keys.size() || position < keys[number_ + 1]);
  if (!in_block) {
    const auto after = std::upper_bound(keys.begin(), keys.end(), position);
    if (after == keys.begin()) return {};
    load_block(static_cast<std::size_t>(after - keys.begin() - 1));
  }
  const EliasFano::Element key = block_->keys().last_at_or_below(position - keys[number_]);
  return {static_cast<std::uint32_t>(number_ * kBlockSize + key.index), keys[number_] + key.value};
}

PackedMappings::Mapping PackedMappings::at(std::uint32_t index) noexcept {
  load_block_of(index);
  Mapping mapping;
  mapping.position = packer_.keys()[number_] + block_->keys()[index % kBlockSize];
  const std::uint64_t column = mapping.position - line_start_of(mapping.position);
  mapping.original = block_->original(index % kBlockSize, static_cast<std::uint32_t>(column));
  return mapping;
}

std::uint32_t PackedMappings::name_at(std::uint32_t index) noexcept {
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

void PackedMappings::load_page(std::size_t page) noexcept {
  page_ = page;
  const LinePageRecord& at = packer_.lines().pages()[page];
  const LinePageRecord& next = packer_.lines().pages()[page + 1];
  const std::uint64_t* const lows = packer_.lines().lows().data() + at.low_words;
  const EliasFano starts(at.high, reinterpret_cast<const std::byte*>(lows), 0, next.low_words - at.low_words,
                         kBlockSize);
  for (unsigned i = 0; i < kBlockSize; ++i) starts_[i] = at.start + starts[i];
  starts_[kBlockSize] = next.start;
}

void PackedMappings::load_page_of(std::uint64_t position) noexcept {
  if (page_ && starts_.front() <= position && position < starts_.back()) return;
  const std::vector<LinePageRecord>& pages = packer_.lines().pages();
  const auto after =
      std::upper_bound(pages.begin(), pages.end(), position,
                       [](std::uint64_t wanted, const LinePageRecord& page) { return wanted < page.start; });
  load_page(static_cast<std::size_t>(after - pages.begin() - 1));
}

std::uint64_t PackedMappings::line_start_of(std::uint64_t position) noexcept {
  if (position < line_.start || position >= line_.end) {
    load_page_of(position);
    const auto after =
        static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), position) - starts_.begin());
    line_ = {starts_[after - 1], starts_[after]};
  }
  return line_.start;
}

}  // namespace smcache::detail
