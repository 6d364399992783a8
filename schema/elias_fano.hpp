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
inline EliasFanoHigh elias_fano_high(std::span<const std::uint64_t> values, unsigned low_width) noexcept {
  // Apart from an array, so that they stay in registers; and without jumps.
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::size_t i = 0;
#ifdef __AVX2__
  // Four at a time. A one that is moved by 64 places or more is gone.
  const __m256i one = _mm256_set1_epi64x(1);
  const __m128i width = _mm_cvtsi32_si128(static_cast<int>(low_width));
  __m256i index = _mm256_setr_epi64x(0, 1, 2, 3);
  __m256i firsts = _mm256_setzero_si256();
  __m256i seconds = _mm256_setzero_si256();
  for (; i < values.size() / 4 * 4; i += 4) {
    const __m256i four = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(values.data() + i));
    const __m256i bits = _mm256_add_epi64(_mm256_srl_epi64(four, width), index);
    firsts = _mm256_or_si256(firsts, _mm256_sllv_epi64(one, bits));
    seconds = _mm256_or_si256(seconds, _mm256_sllv_epi64(one, _mm256_sub_epi64(bits, _mm256_set1_epi64x(64))));
    index = _mm256_add_epi64(index, _mm256_set1_epi64x(4));
  }
  const auto joined = [](__m256i lanes) {
    const __m128i two = _mm_or_si128(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
    return static_cast<std::uint64_t>(_mm_cvtsi128_si64(two) | _mm_extract_epi64(two, 1));
  };
  first = joined(firsts);
  second = joined(seconds);
#endif
  for (; i < values.size(); ++i) {
    const std::uint64_t bit = (values[i] >> low_width) + i;
    const std::uint64_t in_second = 0 - (bit / 64);  // all bits, or none
    first |= std::uint64_t{1} << (bit % 64) & ~in_second;
    second |= std::uint64_t{1} << (bit % 64) & in_second;
  }
  return {first, second};
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
  [[nodiscard]] std::uint64_t operator[](unsigned index) const noexcept {
    return join(one_bit(index) - index, low(index));
  }

  // Values `index` and `index` + 1. REQUIRES: index + 1 < count.
  [[nodiscard]] std::array<std::uint64_t, 2> pair(unsigned index) const noexcept {
    const unsigned first = one_bit(index);
    const unsigned high_part = first - index;
    const auto steps = static_cast<unsigned>(std::countr_zero(bits_from(first + 1)));
    const auto [low, next] = read_two_lows(low_at(index));
    return {join(high_part, low), join(high_part + steps, next)};
  }

  // All of them, to `values`; at a writer's bits, that is: those that other bits do not tell are left as they are.
  void unpack(std::span<std::uint64_t> values) const noexcept {
    unsigned index = 0;
    for (unsigned word = 0; word < high_.size(); ++word) {
      for (std::uint64_t ones = high_[word]; ones != 0 && index < count_; ones &= ones - 1, ++index) {
        values[index] = join(word * 64 + static_cast<unsigned>(std::countr_zero(ones)) - index, low(index));
      }
    }
  }

  // The last of the values at or below `limit`. REQUIRES: the first value is 0, as it is in whatever a
  // writer makes; on other bits the answer is of no use, but its index is below `count`.
  [[nodiscard]] Element last_at_or_below(std::uint64_t limit) const noexcept {
    const std::uint64_t high_part = limit >> low_width_;
    if (high_part >= 64) return element(count_ - 1);
    // Those whose high part is at most `wanted`: as many ones stand before this zero.
    const auto wanted = static_cast<unsigned>(high_part);
    const unsigned bit = zero_bit(wanted);
    const unsigned end = std::min(bit - wanted, count_);
    // Those that share it stand right before, and are few: step back over those whose low part is too large. Two are
    // looked at side by side, without a jump, and more only where there have to be.
    std::uint64_t before = bits_before(bit);
    const std::uint64_t limit_low = limit & low_mask(low_width_);
    if (end <= 2) return step_back(end, before, limit_low);
    const auto [last_but_one, last] = read_two_lows(low_at(end - 2));
    const std::uint64_t one = static_cast<std::uint64_t>(last > limit_low) & before >> 63;
    const std::uint64_t two = static_cast<std::uint64_t>(last_but_one > limit_low) & one & before >> 62;
    if (two != 0) return step_back(end, before, limit_low);
    before <<= one;
    // A high part is as much lower as zeros stand between: at most 63.
    const auto zeros = static_cast<unsigned>(std::countl_zero(before | 1));
    return {end - 1 - static_cast<unsigned>(one), join(wanted - zeros, choose(one != 0, last_but_one, last))};
  }

 private:
  [[nodiscard]] Element element(unsigned index) const noexcept { return {index, (*this)[index]}; }

  // The last of the `end` first values that either lacks its bit at the top of `before` or has a low part of at most
  // `limit_low`; the first value, where there is none.
  [[nodiscard]] Element step_back(unsigned end, std::uint64_t before, std::uint64_t limit_low) const noexcept {
    while (end > 1 && before >> 63 != 0 && low(end - 1) > limit_low) {
      --end;
      before <<= 1;
    }
    return element(end - std::min(end, 1U));
  }

  // Where the one, or the zero, stands that has `rank` of its kind below it.
  [[nodiscard]] unsigned one_bit(unsigned rank) const noexcept { return select(high_[0], high_[1], rank); }
  [[nodiscard]] unsigned zero_bit(unsigned rank) const noexcept { return select(~high_[0], ~high_[1], rank); }

  // REQUIRES: rank < 64.
  [[nodiscard]] static unsigned select(std::uint64_t first, std::uint64_t second, unsigned rank) noexcept {
    const auto in_second = static_cast<std::int64_t>(std::uint64_t{rank} - bit_count(first));  // the rank there
    const auto is_first = static_cast<std::uint64_t>(in_second >> 63);                         // all bits, or none
    const std::uint64_t word = second ^ ((first ^ second) & is_first);
    const auto rank_in_word =
        static_cast<unsigned>(static_cast<std::uint64_t>(in_second) + (bit_count(first) & is_first));
    return select_bit(word, rank_in_word) + static_cast<unsigned>(64 & ~is_first);
  }

  // 64 bits of the 128: those from `bit` on, the lowest first. REQUIRES: 0 < bit < 128 (else, any bits).
  [[nodiscard]] std::uint64_t bits_from(unsigned bit) const noexcept {
    const bool in_second = bit >= 64;
    const std::uint64_t word = choose(in_second, high_[1], high_[0]);
    const std::uint64_t next = choose(in_second, 0, high_[1]);
    return word >> (bit % 64) | next << 1 << (~bit % 64);
  }
  // And those before it, the last at the top. REQUIRES: 0 < bit <= 128 (else, any bits).
  [[nodiscard]] std::uint64_t bits_before(unsigned bit) const noexcept {
    const bool in_second = bit > 64;
    const std::uint64_t word = choose(in_second, high_[1], high_[0]);
    const std::uint64_t previous = choose(in_second, high_[0], 0);
    return word << (-bit % 64) | previous >> 1 >> ((bit - 1) % 64);
  }

  [[nodiscard]] std::uint64_t low_at(unsigned index) const noexcept {
    return low_bit_ + std::uint64_t{index} * low_width_;
  }
  [[nodiscard]] std::uint64_t read_low(std::uint64_t at) const noexcept { return read_bits(base_, at, low_width_); }
  // The one at a place, and the next.
  [[nodiscard]] std::array<std::uint64_t, 2> read_two_lows(std::uint64_t at) const noexcept {
    constexpr unsigned kHalfALoad = 28;
    if (low_width_ > kHalfALoad) return {read_low(at), read_low(at + low_width_)};
    const std::uint64_t both = load_u64(base_ + at / 8) >> (at % 8);
    return {low_bits(both, low_width_), low_bits(both >> low_width_, low_width_)};
  }
  [[nodiscard]] std::uint64_t low(unsigned index) const noexcept { return read_low(low_at(index)); }

  [[nodiscard]] std::uint64_t join(unsigned high_part, std::uint64_t low) const noexcept {
    return std::uint64_t{high_part} << low_width_ | low;
  }

  EliasFanoHigh high_;
  const std::byte* base_;
  std::uint64_t low_bit_;
  unsigned low_width_;
  unsigned count_;
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
