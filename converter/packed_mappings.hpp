// The mappings in a packer, read again: once all are packed, names of functions are looked up through them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "converter/block_packer.hpp"
#include "schema/format.hpp"
#include "schema/packed_block.hpp"

namespace smcache::detail {

class PackedMappings {
 public:
  // REQUIRES: packer.finish() was called; it outlives this.
  explicit PackedMappings(const BlockPacker& packer) noexcept : packer_(packer) {}

  struct Mapping {
    std::uint64_t position = 0;  // linear
    OriginalRecord original;
  };

  // Where a generated line starts and ends among the linear positions.
  struct Line {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
  };
  [[nodiscard]] Line line(std::uint32_t line) noexcept;

  struct Place {
    std::uint32_t index = kAbsent;  // of the mapping
    std::uint64_t position = 0;     // linear
  };
  // The last mapping at or before a linear position; index kAbsent where there is none.
  [[nodiscard]] Place find(std::uint64_t position) noexcept;
  // REQUIRES: index < the number of mappings.
  [[nodiscard]] Mapping at(std::uint32_t index) noexcept;
  // Its name alone, which is found sooner.
  [[nodiscard]] std::uint32_t name_at(std::uint32_t index) noexcept;

  [[nodiscard]] std::uint32_t count() const noexcept { return packer_.mapping_count(); }

 private:
  void load_page(std::size_t page) noexcept;
  void load_page_of(std::uint64_t position) noexcept;
  void load_block(std::size_t number) noexcept;
  void load_block_of(std::uint32_t index) noexcept;
  [[nodiscard]] std::uint64_t line_start_of(std::uint64_t position) noexcept;

  const BlockPacker& packer_;

  // What was asked for last: most questions are about places near by.
  std::optional<std::size_t> page_;                     // of lines
  std::array<std::uint64_t, kBlockSize + 1> starts_{};  // of its lines, and of the one behind them
  Line line_;                                           // around the last mapping
  std::optional<PackedBlock> block_;                    // of mappings
  std::size_t number_ = 0;                              // of that block
};

}  // namespace smcache::detail
