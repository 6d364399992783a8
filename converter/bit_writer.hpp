// Writes bit fields one behind the other, least significant bit first: read_bits() is its reader.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#ifdef __BMI2__
#include <immintrin.h>
#endif

#include "schema/bits.hpp"
#include "schema/format.hpp"
#include "schema/isa.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

class BitWriter {
 public:
  // REQUIRES: room for all that will be written, and for eight bytes behind it.
  explicit BitWriter(std::byte* out) noexcept : out_(out) {}

  // Every time, eight bytes are written: no jump, which would be mispredicted. REQUIRES: width <= 57, value < 2^width.
  void put(std::uint64_t value, unsigned width) noexcept {
    pending_ |= value << filled_;
    std::memcpy(out_, &pending_, sizeof pending_);
    filled_ += width;
    const unsigned bytes = filled_ / 8;
    out_ += bytes;
    pending_ = pending_ >> 4 * bytes >> 4 * bytes;  // eight bytes may be full
    filled_ %= 8;
  }

  // The first `count` of some numbers, of the same width all. REQUIRES: as put(), count <= kBlockSize.
  template <typename Number, std::size_t kSize>
  void put_all(const std::array<Number, kSize>& numbers, unsigned count, unsigned width) noexcept {
    static_assert(kSize >= kBlockSize);
    if (width <= 7) {
      put_as<std::uint8_t>(numbers, count, width);
    } else if (width <= 14) {
      put_as<std::uint16_t>(numbers, count, width);
    } else if (width <= 28) {
      put_as<std::uint32_t>(numbers, count, width);
    } else {
      for (unsigned i = 0; i < count; ++i) put(numbers[i], width);
    }
  }

  // Returns the end of the last byte that holds a bit.
  [[nodiscard]] std::byte* finish() const noexcept { return out_ + (filled_ == 0 ? 0 : 1); }

 private:
  // Puts as many numbers at once as fit into a word, first so that each takes a whole `Narrow`, then without what is
  // between them. REQUIRES: 64 / bits of Narrow * width <= 57.
  template <typename Narrow, typename Number, std::size_t kSize>
  void put_as(const std::array<Number, kSize>& numbers, unsigned count, unsigned width) noexcept {
    constexpr unsigned kBits = std::numeric_limits<Narrow>::digits;
    constexpr unsigned kTogether = 64 / kBits;
    std::array<Narrow, kBlockSize> narrow;
    // Those behind the last one too: a loop of a known length is shorter than one of the right length.
    for (unsigned i = 0; i < kBlockSize; ++i) narrow[i] = static_cast<Narrow>(numbers[i]);
    for (unsigned i = 0; i < count; i += kTogether) {
      std::uint64_t word = 0;
      std::memcpy(&word, &narrow[i], sizeof word);
      const unsigned together = std::min(kTogether, count - i);
      word &= ~std::uint64_t{0} >> (64 - together * kBits);
      put(close_up<kBits>(word, width), together * width);
    }
  }

  // The numbers of `width` bits that begin at every `step`-th bit of a word, without the bits between them.
  template <unsigned step>
  static std::uint64_t close_up(std::uint64_t word, unsigned width) noexcept {
#ifdef __BMI2__
    constexpr std::uint64_t kLowestBits = ~std::uint64_t{0} / ((std::uint64_t{1} << step) - 1);
    return _pext_u64(word, kLowestBits * low_mask(width));
#else
    std::uint64_t closed = 0;
    for (unsigned i = 0; i < 64 / step; ++i) closed |= (word >> (i * step) & low_mask(step)) << (i * width);
    return closed;
#endif
  }

  std::byte* out_;
  std::uint64_t pending_ = 0;
  unsigned filled_ = 0;
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
