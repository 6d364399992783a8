// Packs mappings, as they come, into blocks of 64 (spec.md 7). What it keeps is the packed form alone,
// under four bytes a mapping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "converter/boundary_lines.hpp"
#include "converter/byte_buffer.hpp"
#include "converter/line_table.hpp"
#include "converter/mapping_record.hpp"
#include "converter/processor_code.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

class BlockPacker {
 public:
  // `name_count`: one more than the largest name index that will come. `boundaries`: places beside the
  // mappings that lines have to reach, which live as long as this.
  explicit BlockPacker(std::size_t name_count, std::span<const BoundaryLine> boundaries = {})
      : boundaries_(boundaries), code_of_name_(name_count, 0) {}

  // Takes the next mapping. False, and nothing taken, where it stands before the last one on the same
  // line. REQUIRES: lines never go back.
  bool add(const MappingRecord& mapping) {
    if (mapping.line != line_ || count_ == 0) {
      begin_line(mapping.line);
    } else if (mapping.column < column_) {
      return false;
    }
    column_ = mapping.column;
    const unsigned at = count_ % kBlockSize;
    open_.positions[at] = line_start_ + mapping.column;
    open_.columns[at] = mapping.column;
    open_.originals[at] = mapping.original;
    if (mapping.is_range) {
      open_.ranges |= std::uint64_t{1} << at;
      ++range_count_;
    }
    if (++count_ % kBlockSize == 0) pack(kBlockSize);
    return true;
  }

  // Packs what is left.
  void finish();

  [[nodiscard]] std::uint32_t mapping_count() const noexcept { return count_; }
  [[nodiscard]] std::uint32_t range_count() const noexcept { return range_count_; }
  // Generated lines up to the last one with a mapping.
  [[nodiscard]] std::uint32_t line_count() const noexcept { return count_ == 0 ? 0 : line_count_to(last_line_); }
  // Where the last line ends; neither mapping nor boundary stands at or after it.
  [[nodiscard]] std::uint64_t end_position() const noexcept {
    return line_start_ + (has_line_ ? column_ + std::uint64_t{1} : 0);
  }
  [[nodiscard]] const LineTableBuilder& lines() const noexcept { return lines_; }
  [[nodiscard]] const std::vector<std::uint64_t>& keys() const noexcept { return keys_; }
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const noexcept { return offsets_; }  // one more than blocks
  [[nodiscard]] const ByteBuffer& blocks() const noexcept { return blocks_; }  // with the tail padding

 private:
  void begin_line(std::uint32_t line);
  void start_line(std::uint32_t line);
  void pass_boundaries(std::uint64_t line);
  void pack(unsigned count);

  std::uint32_t count_ = 0;
  std::uint32_t range_count_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
  std::uint64_t line_start_ = 0;              // linear position of column 0 of the current line
  bool has_line_ = false;                     // whether there is one
  std::uint32_t last_line_ = 0;               // the last with a mapping
  std::span<const BoundaryLine> boundaries_;  // on lines that are not yet behind

  OpenBlock open_;
  EncodeBlock encode_block_ = block_encoder();

  LineTableBuilder lines_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> offsets_;
  ByteBuffer blocks_;
  std::vector<std::uint32_t> code_of_name_;  // block * 64 + dictionary code + 1 where it was last seen
};

}  // namespace smcache::detail
