// Writes bit fields one behind the other, least significant bit first: read_bits() is its reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "schema/isa.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

class BitWriter {
 public:
  // REQUIRES: room for all that will be written, rounded up to eight bytes.
  explicit BitWriter(std::byte* out) noexcept : out_(out) {}

  // REQUIRES: width <= 57, value < 2^width.
  void put(std::uint64_t value, unsigned width) noexcept {
    pending_ |= value << filled_;
    filled_ += width;
    if (filled_ < 64) return;
    flush_word();
    filled_ -= 64;
    pending_ = filled_ == 0 ? 0 : value >> (width - filled_);
  }

  // Many numbers of the same width. REQUIRES: as put().
  template <typename Number>
  void put_all(const Number* numbers, unsigned count, unsigned width) noexcept {
    if (width <= 7) {
      put_together<8>(numbers, count, width);
    } else if (width <= 14) {
      put_together<4>(numbers, count, width);
    } else {
      put_together<1>(numbers, count, width);
    }
  }

  // Writes what is pending and returns the end of the last byte that holds a bit.
  std::byte* finish() noexcept {
    std::memcpy(out_, &pending_, sizeof pending_);
    return out_ + (filled_ + 7) / 8;
  }

 private:
  // Joins a few numbers before they go to put(). REQUIRES: kTogether * width <= 57.
  template <unsigned kTogether, typename Number>
  void put_together(const Number* numbers, unsigned count, unsigned width) noexcept {
    unsigned i = 0;
    for (; i + kTogether <= count; i += kTogether) {
      std::uint64_t joined = 0;
      for (unsigned k = 0; k < kTogether; ++k) joined |= std::uint64_t{numbers[i + k]} << (k * width);
      put(joined, kTogether * width);
    }
    for (; i < count; ++i) put(numbers[i], width);
  }

  void flush_word() noexcept {
    std::memcpy(out_, &pending_, sizeof pending_);
    out_ += sizeof pending_;
  }

  std::byte* out_;
  std::uint64_t pending_ = 0;
  unsigned filled_ = 0;
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
