// Blocks of mappings in packed form, one behind the other (spec.md 7): under four bytes a mapping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "converter/block_encoder.hpp"
#include "converter/byte_buffer.hpp"
#include "converter/processor_code.hpp"

namespace smcache::detail {

class PackedBlocks {
 public:
  // `name_count`: one more than the largest name index that will come.
  explicit PackedBlocks(std::size_t name_count) : code_of_name_(name_count, 0) {}

  // Packs the first `count` mappings of a block, with whose numbers it does as it likes.
  void append(OpenBlock& block, unsigned count);
  // Nothing more will come.
  void finish();

  [[nodiscard]] const std::vector<std::uint64_t>& keys() const noexcept { return keys_; }
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const noexcept { return offsets_; }  // one more than blocks
  [[nodiscard]] const ByteBuffer& bytes() const noexcept { return bytes_; }  // with the tail padding

 private:
  EncodeBlock encode_block_ = block_encoder();
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> offsets_;
  ByteBuffer bytes_;
  std::vector<std::uint32_t> code_of_name_;  // block * 64 + dictionary code + 1 where it was last seen
};

}  // namespace smcache::detail
