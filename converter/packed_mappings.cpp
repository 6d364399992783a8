#include "converter/packed_mappings.hpp"

#include <algorithm>
#include <functional>

#include "converter/upper_bound_near.hpp"

namespace smcache::detail {

PackedMappings::Line PackedMappings::line(std::uint32_t line) noexcept {
  const std::uint32_t number = line / kBlockSize;
  if (number != page_) {
    const std::vector<LinePageRecord>& pages = packer_.lines().pages();
    const auto page =
        std::lower_bound(pages.begin(), pages.end() - 1, number,
                         [](const LinePageRecord& at, std::uint32_t wanted) { return at.number < wanted; });
    if (page == pages.end() - 1 || page->number != number) return {page->start, page->start};
    load_page(*page);
  }
  return {starts_[line % kBlockSize], starts_[line % kBlockSize + 1]};
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
    if (position < starts_.front() || position >= starts_.back()) {
      const std::vector<LinePageRecord>& pages = packer_.lines().pages();
      const auto after =
          std::upper_bound(pages.begin(), pages.end(), position,
                           [](std::uint64_t wanted, const LinePageRecord& page) { return wanted < page.start; });
      load_page(*(after - 1));
    }
    const std::uint64_t* const end = std::upper_bound(starts_.data(), starts_.data() + starts_.size(), position);
    line_ = {*(end - 1), *end};
  }
  return line_.start;
}

// REQUIRES: it is not the last, which has no lines.
void PackedMappings::load_page(const LinePageRecord& page) noexcept {
  const LinePageRecord& next = *(&page + 1);
  const std::uint64_t* const lows = packer_.lines().lows().data() + page.low_words;
  const unsigned low_width = next.low_words - page.low_words;
  EliasFano(page.high, reinterpret_cast<const std::byte*>(lows), 0, low_width, kBlockSize).unpack(starts_);
  for (std::uint64_t& start : starts_) start += page.start;
  starts_.back() = next.start;
  page_ = page.number;
}

}  // namespace smcache::detail
