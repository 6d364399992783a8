// Up to 64 ascending numbers in little more than two bits each beyond their average distance's, any
// of them readable on its own, and searchable without reading the others (spec.md 5).
//
// Each value is cut in two: its low_width low bits stand side by side; its high part h is told by the
// place of a one bit: value i sets bit h + i of a 128-bit word. So ones count values, zeros count
// steps of the high part, and "the values below h" end at the h-th zero. The same structure as in
// P. Elias, "Efficient storage and retrieval by content and address of static files" (1974).
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "schema/bits.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

using EliasFanoHigh = std::array<std::uint64_t, 2>;

// The smallest width of low parts with which the high parts stay under 64.
constexpr unsigned elias_fano_low_width(std::uint64_t largest) noexcept {
  const auto bits = static_cast<unsigned>(std::bit_width(largest));
  return bits > 6 ? bits - 6 : 0;
}

// REQUIRES: values ascend, at most 64 of them, the last with a high part under 64.
constexpr EliasFanoHigh elias_fano_high(std::span<const std::uint64_t> values, unsigned low_width) noexcept {
  EliasFanoHigh high{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint64_t bit = (values[i] >> low_width) + i;
    high[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  return high;
}

// Reads such a sequence where it stands. Whatever bits it is given, it reads only the low parts of
// its `count` values; what it answers for bits that no writer makes is of no use but harmless.
class EliasFano {
 public:
  struct Element {
    unsigned index;
    std::uint64_t value;
  };

  // REQUIRES: 1 <= count <= 64, low_width <= 57, and the low parts at `low_bit` bits after `base`
  // can be read, plus eight bytes.
  EliasFano(EliasFanoHigh high, const std::byte* base, std::uint64_t low_bit, unsigned low_width,
            unsigned count) noexcept
      : high_(high), base_(base), low_bit_(low_bit), low_width_(low_width), count_(count) {}

  // REQUIRES: index < count.
  [[nodiscard]] std::uint64_t operator[](unsigned index) const noexcept {
    const auto ones = static_cast<unsigned>(std::popcount(high_[0]));
    const unsigned bit = index < ones ? select_bit(high_[0], index) : 64 + select_bit(high_[1], index - ones);
    return join(bit - index, index);
  }

  // The last of the values at or below `limit`; the first value where all are above it.
  [[nodiscard]] Element last_at_or_below(std::uint64_t limit) const noexcept {
    const std::uint64_t wanted = limit >> low_width_;
    unsigned bit = 128;  // one past the bits of the values whose high part is at most `wanted`
    if (wanted < 64) bit = zero_bit(static_cast<unsigned>(wanted));
    unsigned end = wanted < 64 ? bit - static_cast<unsigned>(wanted) : count_;  // how many values those are
    if (end > count_) end = count_;
    // Values that share the high part are few: step back over those whose low part is too large.
    const std::uint64_t limit_low = limit & low_mask(low_width_);
    while (end > 1 && test(bit - 1) && wanted < 64 && low(end - 1) > limit_low) --end, --bit;
    const unsigned index = end == 0 ? 0 : end - 1;
    return {index, join(highest_one_below(bit) - index, index)};
  }

 private:
  [[nodiscard]] bool test(unsigned bit) const noexcept { return (high_[bit / 64 & 1] >> (bit % 64) & 1) != 0; }

  [[nodiscard]] unsigned zero_bit(unsigned rank) const noexcept {
    const unsigned zeros = 64 - static_cast<unsigned>(std::popcount(high_[0]));
    return rank < zeros ? select_bit(~high_[0], rank) : 64 + select_bit(~high_[1], rank - zeros);
  }

  [[nodiscard]] unsigned highest_one_below(unsigned bit) const noexcept {
    if (bit > 64) {
      const std::uint64_t upper = bit == 128 ? high_[1] : high_[1] & low_mask(bit - 64);
      if (upper != 0) return 127 - static_cast<unsigned>(std::countl_zero(upper));
    }
    const std::uint64_t lower = bit >= 64 ? high_[0] : high_[0] & low_mask(bit);
    return lower == 0 ? 0 : 63 - static_cast<unsigned>(std::countl_zero(lower));
  }

  [[nodiscard]] std::uint64_t low(unsigned index) const noexcept {
    return read_bits(base_, low_bit_ + std::uint64_t{index} * low_width_, low_width_);
  }

  [[nodiscard]] std::uint64_t join(unsigned high_part, unsigned index) const noexcept {
    return std::uint64_t{high_part} << low_width_ | low(index);
  }

  EliasFanoHigh high_;
  const std::byte* base_;
  std::uint64_t low_bit_;
  unsigned low_width_;
  unsigned count_;
};

}  // namespace smcache::detail
