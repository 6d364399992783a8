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
inline namespace SMCACHE_ISA {

using EliasFanoHigh = std::array<std::uint64_t, 2>;

// The smallest width of low parts with which the high parts stay under 64.
constexpr unsigned elias_fano_low_width(std::uint64_t largest) noexcept {
  const auto bits = static_cast<unsigned>(std::bit_width(largest));
  return bits > 6 ? bits - 6 : 0;
}

// REQUIRES: values ascend, at most 64 of them, the last with a high part under 64.
constexpr EliasFanoHigh elias_fano_high(std::span<const std::uint64_t> values, unsigned low_width) noexcept {
  EliasFanoHigh high{};
  std::size_t i = 0;
  for (std::size_t word = 0; word < high.size(); ++word) {
    std::uint64_t bits = 0;  // apart from the array, so that it stays in a register
    for (; i < values.size(); ++i) {
      const std::uint64_t bit = (values[i] >> low_width) + i;
      if (bit / 64 != word) break;
      bits |= std::uint64_t{1} << (bit % 64);
    }
    high[word] = bits;
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

  // REQUIRES: 1 <= count <= 64, low_width <= 63, and the low parts at `low_bit` bits after `base` can be
  // read, plus eight bytes.
  EliasFano(EliasFanoHigh high, const std::byte* base, std::uint64_t low_bit, unsigned low_width,
            unsigned count) noexcept
      : high_(high), base_(base), low_bit_(low_bit), low_width_(low_width), count_(count) {}

  // REQUIRES: index < count.
  [[nodiscard]] std::uint64_t operator[](unsigned index) const noexcept { return join(one_bit(index) - index, index); }

  // Values `index` and `index` + 1. REQUIRES: index + 1 < count.
  [[nodiscard]] std::array<std::uint64_t, 2> pair(unsigned index) const noexcept {
    const unsigned first = one_bit(index);
    const unsigned second = lowest_one_above(first);
    return {join(first - index, index), join(second - (index + 1), index + 1)};
  }

  // All of them, to `values`; at a writer's bits, that is: those that other bits do not tell are left as they are.
  void unpack(std::span<std::uint64_t> values) const noexcept {
    unsigned index = 0;
    for (unsigned word = 0; word < high_.size(); ++word) {
      for (std::uint64_t ones = high_[word]; ones != 0 && index < count_; ones &= ones - 1, ++index) {
        values[index] = join(word * 64 + static_cast<unsigned>(std::countr_zero(ones)) - index, index);
      }
    }
  }

  // The last of the values at or below `limit`. REQUIRES: the first value is 0, as it is in whatever a
  // writer makes; on other bits the answer is of no use, but its index is below `count`.
  [[nodiscard]] Element last_at_or_below(std::uint64_t limit) const noexcept {
    const std::uint64_t wanted = limit >> low_width_;
    unsigned bit = 128;     // one past the bits of the values whose high part is at most `wanted`
    unsigned end = count_;  // how many values those are
    if (wanted < 64) {
      bit = zero_bit(static_cast<unsigned>(wanted));
      end = std::min(bit - static_cast<unsigned>(wanted), count_);
      // Values that share the high part are few: step back over those whose low part is too large. Two
      // are looked at side by side, without a jump, and more only where there have to be.
      const std::uint64_t limit_low = limit & low_mask(low_width_);
      const auto too_large = [&](unsigned back) {
        return static_cast<unsigned>(end > back + 1) & static_cast<unsigned>(test(bit - 1 - back)) &
               static_cast<unsigned>(low(before(end, back + 1)) > limit_low);
      };
      const unsigned one = too_large(0);
      const unsigned two = one & too_large(1);
      end -= one + two;
      bit -= one + two;
      if (two != 0) {
        while (too_large(0) != 0) --end, --bit;
      }
    }
    const unsigned index = before(end, 1);
    return {index, join(highest_one_below(bit) - index, index)};
  }

 private:
  // `end` - `steps`, but not under 0.
  [[nodiscard]] static unsigned before(unsigned end, unsigned steps) noexcept { return end - std::min(end, steps); }

  [[nodiscard]] bool test(unsigned bit) const noexcept { return (high_[bit / 64 & 1] >> (bit % 64) & 1) != 0; }

  // Where the one, or the zero, stands that has `rank` of its kind below it.
  [[nodiscard]] unsigned one_bit(unsigned rank) const noexcept { return select(high_[0], high_[1], rank); }
  [[nodiscard]] unsigned zero_bit(unsigned rank) const noexcept { return select(~high_[0], ~high_[1], rank); }

  [[nodiscard]] static unsigned select(std::uint64_t first, std::uint64_t second, unsigned rank) noexcept {
    const unsigned in_first = bit_count(first);
    const bool upper = rank >= in_first;
    const auto rank_in_word = static_cast<unsigned>(choose(upper, rank - in_first, rank)) & 63;
    return select_bit(choose(upper, second, first), rank_in_word) + static_cast<unsigned>(upper) * 64;
  }

  [[nodiscard]] unsigned lowest_one_above(unsigned bit) const noexcept {
    const std::uint64_t above = ~(~std::uint64_t{0} >> (~bit & 63));  // bits over bit % 64
    const bool in_upper = bit >= 64;
    const std::uint64_t lower = high_[0] & above & (static_cast<std::uint64_t>(in_upper) - 1);
    const std::uint64_t upper = high_[1] & choose(in_upper, above, ~std::uint64_t{0});
    const bool found_lower = lower != 0;
    return static_cast<unsigned>(std::countr_zero(choose(found_lower, lower, upper))) + (found_lower ? 0 : 64);
  }

  [[nodiscard]] unsigned highest_one_below(unsigned bit) const noexcept {
    const std::uint64_t below = ~std::uint64_t{0} >> (-bit & 63);  // bits under bit % 64; all, for 0
    const bool in_upper = bit > 64;
    const std::uint64_t upper = high_[1] & below & (0 - static_cast<std::uint64_t>(in_upper));
    const std::uint64_t lower = high_[0] & choose(in_upper, ~std::uint64_t{0}, below);
    const bool found_upper = upper != 0;
    const auto zeros = static_cast<unsigned>(std::countl_zero(choose(found_upper, upper, lower | 1)));
    return 63 - zeros + static_cast<unsigned>(found_upper) * 64;
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

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
