// Where each bit of a block of scope boundaries stands (spec.md 8.6). A boundary is a place in the
// generated file from which on another scope is the innermost one: a scope starts there, or the innermost
// one ends, or one ends and another starts. Scopes nest and are numbered as they start: so a bit for each
// boundary tells which scope holds after it, as brackets do.
//
//   descriptor | key high parts | starts | switches, if any | key low parts | enclosing scopes
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "schema/bits.hpp"
#include "schema/elias_fano.hpp"
#include "schema/format.hpp"

namespace smcache::detail {
inline namespace SMCACHE_ISA {

// The 32-bit word that a block begins with.
struct ScopeDescriptor {
  unsigned key_low_width = 0;
  unsigned enclosing_width = 0;
  unsigned enclosing_count = 1;
  bool has_switches = false;

  [[nodiscard]] constexpr std::uint32_t to_word() const noexcept {
    return key_low_width | enclosing_width << 6 | enclosing_count << 12 | static_cast<unsigned>(has_switches) << 19;
  }
  [[nodiscard]] static constexpr ScopeDescriptor from_word(std::uint32_t word) noexcept {
    return {word & 63, word >> 6 & 63, word >> 12 & 127, (word >> 19 & 1) != 0};
  }
};

inline constexpr std::uint32_t kScopeDescriptorReserved = ~((std::uint32_t{1} << 20) - 1);
inline constexpr unsigned kScopeHighByte = 4;
inline constexpr unsigned kScopeStartsByte = 20;
// The parts of a block that are always there; and no block is larger, whatever its widths.
inline constexpr unsigned kScopeFixedBytes = 28;
inline constexpr std::size_t kMaxScopeBlockSize = 2048;

// Bit offsets from the block's start.
struct ScopeBlockLayout {
  unsigned key_lows, enclosing, end;

  constexpr ScopeBlockLayout(const ScopeDescriptor& block, unsigned count) noexcept
      : key_lows((kScopeFixedBytes + (block.has_switches ? 8U : 0U)) * 8),
        enclosing(key_lows + count * block.key_low_width),
        end(enclosing + block.enclosing_count * block.enclosing_width) {}
};

// Reads such a block where it stands.
class PackedScopes {
 public:
  // Any bits may be looked at as a block; one that does not fit() must not be asked further.
  // REQUIRES: size + kTailPadding bytes at `at` can be read; 1 <= count <= 64.
  PackedScopes(const std::byte* at, std::size_t size, unsigned count, std::uint32_t first_scope) noexcept
      : at_(at),
        size_(size),
        count_(count),
        first_scope_(first_scope),
        word_(static_cast<std::uint32_t>(load_u64(at))),
        descriptor_(ScopeDescriptor::from_word(word_)),
        layout_(descriptor_, count),
        starts_(load_u64(at + kScopeStartsByte)),
        switches_(descriptor_.has_switches ? load_u64(at + kScopeFixedBytes) : 0) {}

  // Do the bits form a block of `count` boundaries within `size` bytes?
  [[nodiscard]] bool fits() const noexcept {
    return layout_.end <= size_ * 8 && (word_ & kScopeDescriptorReserved) == 0 && descriptor_.enclosing_width <= 32;
  }

  [[nodiscard]] unsigned count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t starts() const noexcept { return starts_; }
  [[nodiscard]] std::uint64_t switches() const noexcept { return switches_; }
  [[nodiscard]] const ScopeDescriptor& descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] const ScopeBlockLayout& layout() const noexcept { return layout_; }

  // Linear positions, as distance from the block's key.
  [[nodiscard]] EliasFano keys() const noexcept {
    return {{load_u64(at_ + kScopeHighByte), load_u64(at_ + kScopeHighByte + 8)},
            at_,
            layout_.key_lows,
            descriptor_.key_low_width,
            count_};
  }

  // The innermost scope from boundary `index` on; kAbsent where there is none (or the block is damaged).
  // REQUIRES: fits(), index < count().
  [[nodiscard]] std::uint32_t innermost(unsigned index) const noexcept {
    return still_open(~std::uint64_t{0} >> (63 - index), 0);
  }

  // The scope around the one that starts at boundary `index`; kAbsent where there is none.
  // REQUIRES: fits(), index < count(), a scope starts there.
  [[nodiscard]] std::uint32_t around(unsigned index) const noexcept {
    const std::uint64_t at = std::uint64_t{1} << index;
    return still_open(at - 1, (switches_ & at) != 0 ? 1 : 0);
  }

  // Entry `index` of the scopes that are open where the block begins, the innermost first: its number plus
  // one, 0 for none. REQUIRES: fits(), index < descriptor().enclosing_count.
  [[nodiscard]] std::uint32_t enclosing(unsigned index) const noexcept {
    const unsigned width = descriptor_.enclosing_width;
    return static_cast<std::uint32_t>(read_bits(at_, layout_.enclosing + index * width, width));
  }

 private:
  // The innermost scope after the boundaries in `mask`, which has the lowest bits, and after `ended` more
  // ends: the last start that no end behind it takes back. Ends and starts come in runs, and a run is one
  // step.
  [[nodiscard]] std::uint32_t still_open(std::uint64_t mask, unsigned ended) const noexcept {
    if ((switches_ & mask) != 0) return still_open_with_switches(mask, ended);
    while (mask != 0) {
      const std::uint64_t starts = starts_ & mask;
      const std::uint64_t ends = ~starts_ & mask;
      const auto last = static_cast<unsigned>(std::bit_width(mask));
      if (starts > ends) {
        // A run of starts, down to the last end.
        const auto below = static_cast<unsigned>(std::bit_width(ends));
        if (ended < last - below) return first_scope_ + bit_count(starts) - 1 - ended;
        ended -= last - below;
        mask &= low_bits(below);
      } else {
        const auto below = static_cast<unsigned>(std::bit_width(starts));
        ended += last - below;
        mask &= low_bits(below);
      }
    }
    return open_at_begin(ended);
  }

  [[nodiscard]] std::uint32_t still_open_with_switches(std::uint64_t mask, unsigned ended) const noexcept {
    while (mask != 0) {
      const auto last = static_cast<unsigned>(std::bit_width(mask)) - 1;
      const std::uint64_t bit = std::uint64_t{1} << last;
      if ((starts_ & bit) != 0) {
        if (ended == 0) return first_scope_ + bit_count(starts_ & mask) - 1;
        --ended;
      }
      if ((starts_ & bit) == 0 || (switches_ & bit) != 0) ++ended;
      mask &= bit - 1;
    }
    return open_at_begin(ended);
  }

  [[nodiscard]] std::uint32_t open_at_begin(unsigned ended) const noexcept {
    return ended < descriptor_.enclosing_count ? enclosing(ended) - 1 : kAbsent;
  }

  // REQUIRES: count <= 64.
  [[nodiscard]] static std::uint64_t low_bits(unsigned count) noexcept {
    return count == 0 ? 0 : ~std::uint64_t{0} >> (64 - count);
  }

  const std::byte* at_;
  std::size_t size_;
  unsigned count_;
  std::uint32_t first_scope_;
  std::uint32_t word_;
  ScopeDescriptor descriptor_;
  ScopeBlockLayout layout_;
  std::uint64_t starts_;
  std::uint64_t switches_;
};

// How a scope's record is stored: its name's number plus one (0: anonymous), then its class.
struct ScopeRecordWidths {
  unsigned name = 0;
  unsigned klass = 0;

  // `names`: how many entries names and function names have together.
  constexpr ScopeRecordWidths(std::uint64_t names, std::size_t classes) noexcept
      : name(static_cast<unsigned>(std::bit_width(names))),
        klass(classes < 2 ? 0 : static_cast<unsigned>(std::bit_width(classes - 1))) {}
  [[nodiscard]] constexpr unsigned total() const noexcept { return name + klass; }
  // Of the records, with eight bytes so that the last may be loaded as a word.
  [[nodiscard]] constexpr std::uint64_t bytes(std::uint32_t scopes) const noexcept {
    return (std::uint64_t{scopes} * total() + 7) / 8 + 8;
  }
};
inline constexpr std::size_t kMaxScopeClasses = 1024;

}  // namespace SMCACHE_ISA
}  // namespace smcache::detail
