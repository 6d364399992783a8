// Reads a block of mappings where it stands (spec.md 7).
#pragma once

#include <cstddef>
#include <cstdint>

#ifdef __BMI2__
#include <immintrin.h>
#endif

#include "schema/bits.hpp"
#include "schema/block_layout.hpp"
#include "schema/elias_fano.hpp"
#include "schema/format.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

// Four numbers of 16 bits in a word.
class FourNumbers {
 public:
  explicit FourNumbers(std::uint64_t word) noexcept : word_(word) {}
  [[nodiscard]] unsigned operator[](unsigned i) const noexcept { return word_ >> (16 * i) & 0xFFFF; }
  // Number i: the sum of those up to i. REQUIRES: they have 16 bits at most.
  [[nodiscard]] FourNumbers running_sums() const noexcept { return FourNumbers(word_ * 0x0001'0001'0001'0001); }

 private:
  std::uint64_t word_;
};

// What BlockDescriptor and BlockLayout say field by field is read for four fields at a time here: to find out where
// things stand would be half of a lookup.
class PackedBlock {
 public:
  // Any bits may be looked at as a block; one that does not fit() must not be asked further.
  // REQUIRES: size + kTailPadding bytes at `at` can be read; 1 <= count <= 64.
  PackedBlock(const std::byte* at, std::size_t size, unsigned count) noexcept
      : PackedBlock(at, size, count, load_u64(at)) {}

  // Do the bits form a block of `count` mappings within `size` bytes?
  [[nodiscard]] bool fits() const noexcept { return name_list_ <= bit_size_ && !has_reserved_; }

  [[nodiscard]] unsigned count() const noexcept { return count_; }

  [[nodiscard]] bool has_names() const noexcept { return masks_.named != 0; }

  // Linear generated positions, as distance from the block's key.
  [[nodiscard]] EliasFano keys() const noexcept {
    return {{load_u64(at_ + 8), load_u64(at_ + 16)}, at_, key_lows_, widths_[0], count_};
  }

  [[nodiscard]] bool is_unmapped(unsigned index) const noexcept { return (masks_.unmapped >> index & 1) != 0; }
  [[nodiscard]] bool is_named(unsigned index) const noexcept { return (masks_.named >> index & 1) != 0; }
  [[nodiscard]] bool is_range(unsigned index) const noexcept { return (masks_.ranges >> index & 1) != 0; }

  // The original side of mapping `index`, which begins at `generated_column` of its line. On a damaged
  // block source and name may be any numbers. REQUIRES: fits(), index < count().
  [[nodiscard]] OriginalRecord original(unsigned index, std::uint32_t generated_column) const noexcept {
    OriginalRecord record;
    if (is_unmapped(index)) return record;
    const Minima minima = read_minima();
    const unsigned run = bit_count(masks_.runs & upto(index));
    record.line = minima.line + bits(lines_ + run * widths_[2], widths_[2]);
    record.source = minima.source + bits(sources_ + run * widths_[3], widths_[3]);
    const std::uint32_t distance = bits(columns_ + index * widths_[1], widths_[1]);
    const std::uint32_t follows = generated_column + static_cast<std::uint32_t>(unzigzag(minima.column));
    record.column = distance + static_cast<std::uint32_t>(choose(column_follows_, follows, minima.column));
    record.name = name(index, minima.name);
    return record;
  }

  // The name alone.
  [[nodiscard]] std::uint32_t name(unsigned index) const noexcept { return name(index, read_minima().name); }

 private:
  // Bits of the descriptor.
  enum Flag : unsigned { runs_flag = 57, names_flag, unmapped_flag, ranges_flag, follows_flag };

  struct Minima {
    std::uint32_t column, line, source, name;
  };

  PackedBlock(const std::byte* at, std::size_t size, unsigned count, std::uint64_t word) noexcept
      : PackedBlock(at, size, count, word, spread(word)) {}

  PackedBlock(const std::byte* at, std::size_t size, unsigned count, std::uint64_t word, std::uint64_t widths) noexcept
      : at_(at),
        bit_size_(size * 8),
        count_(count),
        has_reserved_((word & kDescriptorReservedBits) != 0),
        column_follows_((word >> follows_flag & 1) != 0),
        widths_(widths & kEveryOtherByte),
        minimum_widths_(widths >> 8 & kEveryOtherByte),
        minimum_ends_(minimum_widths_.running_sums()),
        name_width_(word >> 48 & 63),
        name_code_width_(word >> 54 & 7) {
    const std::byte* next = at + kMasksByte;
    const auto take = [&](Flag flag) {
      const std::uint64_t present = word >> flag & 1;
      const std::uint64_t mask = load_u64(next) & (0 - present);
      next += present * 8;
      return mask;
    };
    masks_.runs = take(runs_flag);
    masks_.named = take(names_flag);
    masks_.unmapped = take(unmapped_flag);
    masks_.ranges = take(ranges_flag);
    minima_ = static_cast<unsigned>(next - at);

    const unsigned runs = bit_count(masks_.runs) + 1;
    key_lows_ = minima_ * 8 + minimum_ends_[3];
    columns_ = key_lows_ + count * widths_[0];
    lines_ = columns_ + count * widths_[1];
    sources_ = lines_ + runs * widths_[2];
    names_ = sources_ + runs * widths_[3];
    name_list_ = names_ + bit_count(masks_.named) * (name_code_width_ != 0 ? name_code_width_ : name_width_);
  }

  static constexpr std::uint64_t kEveryOtherByte = 0x00FF'00FF'00FF'00FF;

  // The first eight widths of a descriptor, each in a byte: key_low, then minimum and width by turns.
  static std::uint64_t spread(std::uint64_t word) noexcept {
#ifdef __BMI2__
    return _pdep_u64(word, 0x3F3F'3F3F'3F3F'3F3F);
#else
    std::uint64_t widths = 0;
    for (unsigned i = 0; i < 8; ++i) widths |= (word >> (6 * i) & 63) << (8 * i);
    return widths;
#endif
  }

  // The mask of bits 0 to `index`.
  static std::uint64_t upto(unsigned index) noexcept { return ~std::uint64_t{0} >> (63 - index); }

  [[nodiscard]] std::uint32_t bits(unsigned bit, unsigned width) const noexcept {
    return static_cast<std::uint32_t>(read_bits(at_, bit, width));
  }

  [[nodiscard]] Minima read_minima() const noexcept {
    const FourNumbers& widths = minimum_widths_;
    const FourNumbers& ends = minimum_ends_;
    if (ends[3] < 64) {
      const std::uint64_t word = load_u64(at_ + minima_);
      const auto at = [&](unsigned shift, unsigned width) {
        return static_cast<std::uint32_t>(detail::low_bits(word >> shift, width));
      };
      return {at(0, widths[0]), at(ends[0], widths[1]), at(ends[1], widths[2]), at(ends[2], widths[3])};
    }
    const unsigned begin = minima_ * 8;
    return {bits(begin, widths[0]), bits(begin + ends[0], widths[1]), bits(begin + ends[1], widths[2]),
            bits(begin + ends[2], widths[3])};
  }

  [[nodiscard]] std::uint32_t name(unsigned index, std::uint32_t minimum) const noexcept {
    const auto named = static_cast<unsigned>(masks_.named >> index & 1);
    static_assert(kAbsent == ~std::uint32_t{0});
    return name_of_rank(bit_count(masks_.named & upto(index)) - named, minimum) | (named - 1);
  }

  // The name of the mapping that has `rank` named ones before it; any number where it has none.
  [[nodiscard]] std::uint32_t name_of_rank(unsigned rank, std::uint32_t minimum) const noexcept {
    const unsigned listed = name_list_ + bits(names_ + rank * name_code_width_, name_code_width_) * name_width_;
    const auto at = static_cast<unsigned>(choose(name_code_width_ != 0, listed, names_ + rank * name_width_));
    if (at + name_width_ > bit_size_) return kAbsent - 1;  // past the list: no such name, as the caller will find
    return minimum + bits(at, name_width_);
  }

  const std::byte* at_;
  std::size_t bit_size_;
  unsigned count_;
  bool has_reserved_;
  bool column_follows_;
  FourNumbers widths_;          // key_low, column, line, source
  FourNumbers minimum_widths_;  // column, line, source, name
  FourNumbers minimum_ends_;    // the same: where each ends, in bits from the first
  unsigned name_width_;
  unsigned name_code_width_;
  BlockMasks masks_;
  unsigned minima_;  // in bytes from the block's start; the others in bits
  unsigned key_lows_, columns_, lines_, sources_, names_;
  unsigned name_list_;
};

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
