// A few mappings of one generated line, each field beside its like: as they come out of vectors.
#pragma once

#include <array>
#include <cstdint>

namespace smcache::detail {

struct MappingRow {
  static constexpr unsigned kSize = 16;
  // Twice as long as what it holds: kSize numbers can be copied from any place in it.
  using Numbers = std::array<std::uint32_t, 2 * kSize>;

  unsigned count = 0;
  alignas(64) std::array<std::uint64_t, 2 * kSize> positions{};  // linear
  alignas(64) Numbers columns{};                                 // generated; they never go back
  // As in OriginalRecord.
  alignas(64) Numbers sources{};
  alignas(64) Numbers original_lines{};
  alignas(64) Numbers original_columns{};
  alignas(64) Numbers names{};
};

}  // namespace smcache::detail
