// Cuts mappings, as they come, into blocks of 64 (spec.md 7). What is kept is the packed form alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "converter/block_relay.hpp"
#include "converter/boundary_lines.hpp"
#include "converter/byte_buffer.hpp"
#include "converter/line_table.hpp"
#include "converter/mapping_record.hpp"
#include "converter/packed_blocks.hpp"
#include "converter/second_thread.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

class BlockPacker {
 public:
  // `name_count`: one more than the largest name index that will come. `boundaries`: places beside the
  // mappings that lines have to reach, which live as long as this; so does `thread`, if one is there to help.
  explicit BlockPacker(std::size_t name_count, std::span<const BoundaryLine> boundaries = {},
                       SecondThread* thread = nullptr)
      : boundaries_(boundaries), packed_(name_count), relay_(packed_, thread) {}

  // Takes the next mapping. False, and nothing taken, where it stands before the last one on the same
  // line. REQUIRES: lines never go back.
  bool add(const MappingRecord& mapping) {
    if (mapping.line != line_) {
      begin_line(mapping.line);
    } else if (mapping.column < column_) {
      return false;
    }
    column_ = mapping.column;
    const unsigned at = count_ % kBlockSize;
    OpenBlock& block = relay_.open();
    block.positions[at] = line_start_ + mapping.column;
    block.columns[at] = mapping.column;
    block.originals[at] = mapping.original;
    if (mapping.is_range) {
      block.ranges |= std::uint64_t{1} << at;
      ++range_count_;
    }
    if (++count_ % kBlockSize == 0) relay_.close(kBlockSize);
    return true;
  }

  // Packs what is left. What is packed can be asked for from then on.
  void finish();

  [[nodiscard]] std::uint32_t mapping_count() const noexcept { return count_; }
  [[nodiscard]] std::uint32_t range_count() const noexcept { return range_count_; }
  // Generated lines up to the last one with a mapping.
  [[nodiscard]] std::uint32_t line_count() const noexcept { return count_ == 0 ? 0 : line_count_to(last_line_); }
  // Where the last line ends; neither mapping nor boundary stands at or after it.
  [[nodiscard]] std::uint64_t end_position() const noexcept {
    return line_start_ + (line_ == kNoLine ? 0 : column_ + std::uint64_t{1});
  }
  [[nodiscard]] const LineTableBuilder& lines() const noexcept { return lines_; }
  [[nodiscard]] const std::vector<std::uint64_t>& keys() const noexcept { return packed_.keys(); }
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const noexcept { return packed_.offsets(); }
  [[nodiscard]] const ByteBuffer& blocks() const noexcept { return packed_.bytes(); }

 private:
  static constexpr std::uint64_t kNoLine = ~std::uint64_t{0};

  void begin_line(std::uint32_t line);
  void start_line(std::uint32_t line);
  void pass_boundaries(std::uint64_t line);

  std::uint32_t count_ = 0;
  std::uint32_t range_count_ = 0;
  std::uint64_t line_ = kNoLine;
  std::uint32_t column_ = 0;
  std::uint64_t line_start_ = 0;              // linear position of column 0 of the current line
  std::uint32_t last_line_ = 0;               // the last with a mapping
  std::span<const BoundaryLine> boundaries_;  // on lines that are not yet behind

  LineTableBuilder lines_;
  PackedBlocks packed_;
  BlockRelay relay_;
};

}  // namespace smcache::detail
