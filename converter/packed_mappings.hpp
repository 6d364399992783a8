// The mappings in a packer, read again: once all are packed, names of functions are looked up through them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "converter/block_packer.hpp"
#include "schema/format.hpp"
#include "schema/packed_block.hpp"
#include "smcache/position.hpp"

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
  // Of a place that its line reaches.
  [[nodiscard]] std::uint64_t linear(Position at) noexcept { return line(at.line).start + at.column; }

  struct Place {
    std::uint32_t index = kAbsent;  // of the mapping
    std::uint64_t position = 0;     // linear
  };
  // The last mapping at or before a linear position; index kAbsent where there is none.
  [[nodiscard]] Place find(std::uint64_t position) noexcept;
  // The same, or nothing, found sooner, where no mapping near by has a name.
  [[nodiscard]] Place find_named(std::uint64_t position) noexcept;
  // REQUIRES: index < the number of mappings.
  [[nodiscard]] Mapping at(std::uint32_t index) noexcept;
  // Its name alone, which is found sooner.
  [[nodiscard]] std::uint32_t name(std::uint32_t index) noexcept;

  [[nodiscard]] std::uint32_t count() const noexcept { return packer_.mapping_count(); }

 private:
  bool load_block_around(std::uint64_t position) noexcept;
  [[nodiscard]] Place find_in_block(std::uint64_t position) const noexcept;
  void load_block(std::size_t number) noexcept;
  void load_block_of(std::uint32_t index) noexcept;
  [[nodiscard]] std::uint64_t line_start_of(std::uint64_t position) noexcept;
  void load_page(const LinePageRecord& page) noexcept;

  const BlockPacker& packer_;

  // What was asked for last: most questions are about places near by.
  std::uint32_t page_ = kAbsent;                        // number of a page of lines
  std::array<std::uint64_t, kBlockSize + 1> starts_{};  // of its lines, and of the line behind it
  Line line_;                                           // around the last mapping
  std::optional<PackedBlock> block_;                    // of mappings
  std::size_t number_ = 0;                              // of that block
};

}  // namespace smcache::detail
