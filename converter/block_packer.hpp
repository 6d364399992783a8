// Cuts mappings, as they come, into blocks of 64 (spec.md 7). What is kept is the packed form alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "converter/block_relay.hpp"
#include "converter/boundary_lines.hpp"
#include "converter/byte_buffer.hpp"
#include "converter/line_table.hpp"
#include "converter/mapping_record.hpp"
#include "converter/mapping_row.hpp"
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
    block.sources[at] = mapping.original.source;
    block.original_lines[at] = mapping.original.line;
    block.original_columns[at] = mapping.original.column;
    block.names[at] = mapping.original.name;
    if (mapping.is_range) {
      block.ranges |= std::uint64_t{1} << at;
      ++range_count_;
    }
    if (++count_ % kBlockSize == 0) relay_.close(kBlockSize);
    return true;
  }

  // The linear position of column 0 of a line, from which the next row comes. REQUIRES: lines never go back.
  std::uint64_t begin_row(std::uint32_t line) {
    if (line != line_) begin_line(line);
    return line_start_;
  }
  // The same as add() for a row, which has at least one mapping and no range mappings.
  bool add_row(const MappingRow& row) {
    if (row.columns[0] < column_) return false;
    column_ = row.columns[row.count - 1];
    const unsigned at = count_ % kBlockSize;
    copy(row, 0, at);
    count_ += row.count;
    if (at + row.count < kBlockSize) return true;
    relay_.close(kBlockSize);
    copy(row, kBlockSize - at, 0);
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

  // Copies a row from one of its mappings on to a place in the open block.
  void copy(const MappingRow& row, unsigned from, unsigned at) noexcept {
    OpenBlock& block = relay_.open();
    const auto copy_numbers = [&](auto& to, const auto& numbers) {
      std::memcpy(&to[at], &numbers[from], MappingRow::kSize * sizeof to[0]);
    };
    copy_numbers(block.positions, row.positions);
    copy_numbers(block.columns, row.columns);
    copy_numbers(block.sources, row.sources);
    copy_numbers(block.original_lines, row.original_lines);
    copy_numbers(block.original_columns, row.original_columns);
    copy_numbers(block.names, row.names);
  }
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
