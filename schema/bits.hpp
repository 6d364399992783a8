// Words and bit fields at any bit offset: the arithmetic under every packed structure.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __BMI2__
#include <immintrin.h>
#endif

#include "schema/isa.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

inline std::uint64_t load_u64(const std::byte* at) noexcept {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// REQUIRES: width < 64.
constexpr std::uint64_t low_mask(unsigned width) noexcept { return (std::uint64_t{1} << width) - 1; }

constexpr unsigned bit_count(std::uint64_t word) noexcept { return static_cast<unsigned>(std::popcount(word)); }

// REQUIRES: width < 64.
inline std::uint64_t low_bits(std::uint64_t word, unsigned width) noexcept {
#ifdef __BMI2__
  return _bzhi_u64(word, width);
#else
  return word & low_mask(width);
#endif
}

// The field of `width` bits that begins `bit` bits after `base`, least significant bit first.
// REQUIRES: width < 64 (above 57 high bits may be lost); eight bytes from the field's first byte on can
// be read.
inline std::uint64_t read_bits(const std::byte* base, std::uint64_t bit, unsigned width) noexcept {
  return low_bits(load_u64(base + bit / 8) >> (bit % 8), width);
}

// `yes` where `condition` holds, else `no`; never a jump, which would be mispredicted half of the time
// where data decides.
constexpr std::uint64_t choose(bool condition, std::uint64_t yes, std::uint64_t no) noexcept {
  return no ^ ((yes ^ no) & (std::uint64_t{0} - static_cast<std::uint64_t>(condition)));
}

// The position of the set bit of `word` that has `rank` set bits below it; 64 where there is none.
// REQUIRES: rank < 64.
inline unsigned select_bit(std::uint64_t word, unsigned rank) noexcept {
#ifdef __BMI2__
  return static_cast<unsigned>(std::countr_zero(_pdep_u64(std::uint64_t{1} << rank, word)));
#else
  // Byte-wise prefix sums of the population count say which byte holds the bit; what is left is a
  // walk over at most seven set bits.
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t sums = word - ((word >> 1) & (kOnes * 0x55));
  sums = (sums & (kOnes * 0x33)) + ((sums >> 2) & (kOnes * 0x33));
  sums = ((sums + (sums >> 4)) & (kOnes * 0x0F)) * kOnes;
  if (rank >= (sums >> 56)) return 64;
  // Bit 7 of each byte: is its prefix sum at most rank? (All sums are at most 64.)
  const std::uint64_t passed = (((rank * kOnes | (kOnes * 0x80)) - sums) & (kOnes * 0x80)) >> 7;
  const auto shift = static_cast<unsigned>(passed * kOnes >> 56) * 8;
  rank -= static_cast<unsigned>((sums << 8 >> shift) & 0xFF);
  std::uint64_t byte = word >> shift & 0xFF;
  for (; rank != 0; --rank) byte &= byte - 1;
  return shift + static_cast<unsigned>(std::countr_zero(byte));
#endif
}

// Signed values as unsigned ones, small magnitudes first: 0, -1, 1, -2, 2 ...
constexpr std::uint32_t zigzag(std::int32_t value) noexcept {
  return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}
constexpr std::int32_t unzigzag(std::uint32_t value) noexcept {
  return static_cast<std::int32_t>((value >> 1) ^ (0 - (value & 1)));
}

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
