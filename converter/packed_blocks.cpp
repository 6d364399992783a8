#include "converter/packed_blocks.hpp"

#include <array>

#include "schema/block_layout.hpp"

namespace smcache::detail {

void PackedBlocks::append(OpenBlock& block, unsigned count) {
  std::byte* const out = bytes_.grow(kMaxBlockSize);
  keys_.push_back(block.positions[0]);
  offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  const NameCodes names{code_of_name_.data(), static_cast<std::uint32_t>(keys_.size() - 1) * kBlockSize};
  bytes_.commit(encode_block_(block, count, names, out));
}

void PackedBlocks::finish() {
  offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  const std::array<std::byte, kTailPadding> padding{};
  bytes_.append(padding.data(), padding.size());
}

}  // namespace smcache::detail
