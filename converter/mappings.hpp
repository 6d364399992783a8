// The "mappings" string of one regular map becomes records, in the order of the generated file
// (ECMA-426, "Decoding source maps", DecodeMappings).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/block_packer.hpp"
#include "converter/diagnostics.hpp"
#include "converter/mapping_record.hpp"
#include "converter/source_map_json.hpp"

namespace smcache::detail {

struct MappingsText {
  std::string_view mappings;
  std::optional<std::string_view> range_mappings;
  WidePosition start;               // of the map in the generated file
  std::optional<WidePosition> end;  // mappings at or after it are cut
  std::uint32_t source_count = 0;   // of this map
  std::uint32_t name_count = 0;
  std::uint32_t first_source = 0;  // what this map's indexes are counted from in the cache
  std::uint32_t first_name = 0;
};

enum class Decoded {
  all,
  stopped,   // see diagnostics
  unsorted,  // columns go back within a line: the packer can go no further; decode again, sorting
};

// How text that is as it nearly always is may be decoded at most, the fastest way first. What the text means, and
// what is wrong with it, is the same in each.
enum class DecodeWay : std::uint8_t { by_row, by_segment, by_number };
DecodeWay fastest_decoding() noexcept;

// Straight into the packer: no record is kept. REQUIRES: this processor can go that way.
Decoded decode_mappings(const MappingsText& text, Diagnostics& diagnostics, BlockPacker& packer,
                        DecodeWay way = fastest_decoding());

// For maps with lines that are out of order: keeps the records of one line, sorts them stably by
// column, and passes them on.
class LineSorter {
 public:
  explicit LineSorter(BlockPacker& packer) : packer_(packer) {}

  bool add(const MappingRecord& record) {
    if (!line_.empty() && line_.back().line != record.line) flush();
    line_.push_back(record);
    return true;
  }
  // To be called after the last record.
  void flush();

 private:
  BlockPacker& packer_;
  std::vector<MappingRecord> line_;
};

Decoded decode_mappings(const MappingsText& text, Diagnostics& diagnostics, LineSorter& sorter,
                        DecodeWay way = fastest_decoding());

}  // namespace smcache::detail
