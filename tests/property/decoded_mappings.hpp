// "mappings" decoded in a way of the tester's choice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "converter/mappings.hpp"

namespace smcache::test {

// All that comes of "mappings", whatever the way.
struct DecodedMappings {
  detail::Decoded decoded;
  std::uint32_t mappings;
  std::uint32_t lines;
  std::uint64_t end;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint64_t> line_starts;
  std::vector<std::byte> blocks;
  std::string faults;
  bool operator==(const DecodedMappings&) const = default;
};

inline DecodedMappings decoded_mappings(const detail::MappingsText& text, bool strict, detail::DecodeWay way) {
  detail::Diagnostics diagnostics("test", strict);
  detail::BlockPacker packer(text.first_name + text.name_count);
  const detail::Decoded decoded = detail::decode_mappings(text, diagnostics, packer, way);
  packer.finish();
  DecodedMappings all{
      decoded, packer.mapping_count(), packer.line_count(), packer.end_position(), packer.keys(), {}, {}, {}};
  for (const detail::LinePageRecord& page : packer.lines().pages()) {
    all.line_starts.insert(all.line_starts.end(), {page.start, page.high[0], page.high[1], page.number});
  }
  all.line_starts.insert(all.line_starts.end(), packer.lines().lows().begin(), packer.lines().lows().end());
  const auto blocks = packer.blocks().bytes();
  all.blocks.assign(blocks.begin(), blocks.end());
  for (const Warning& warning : diagnostics.warnings()) {
    all.faults += warning.message + " x" + std::to_string(warning.count) + "\n";
  }
  if (diagnostics.failed()) all.faults += diagnostics.error().message;
  return all;
}

}  // namespace smcache::test
