// A few mappings of one generated line, each field beside its like: as they come out of vectors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace smcache::detail {

struct MappingRow {
  static constexpr unsigned kSize = 16;
  // Longer than what it holds: kSize numbers can be copied from any place in it.
  static constexpr std::size_t kRoom = std::size_t{2} * kSize;
  using Numbers = std::array<std::uint32_t, kRoom>;

  unsigned count = 0;
  alignas(64) std::array<std::uint64_t, kRoom> positions{};  // linear
  alignas(64) Numbers columns{};                             // generated; they never go back
  // As in OriginalRecord.
  alignas(64) Numbers sources{};
  alignas(64) Numbers original_lines{};
  alignas(64) Numbers original_columns{};
  alignas(64) Numbers names{};
};

}  // namespace smcache::detail
