// The blocks' first linear positions, laid out for searching (spec.md 6.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace smcache::detail {

class KeyIndex {
 public:
  // `keys`: the first position of every block, ascending.
  explicit KeyIndex(const std::vector<std::uint64_t>& keys);

  // A static tree of 32-bit keys, where all of them fit; else empty.
  [[nodiscard]] const std::vector<std::uint32_t>& narrow() const noexcept { return narrow_; }
  // All keys, where one does not; else empty.
  [[nodiscard]] const std::vector<std::uint64_t>& wide() const noexcept { return wide_; }
  [[nodiscard]] std::uint64_t byte_size() const noexcept { return narrow_.size() * 4 + wide_.size() * 8; }

 private:
  std::vector<std::uint32_t> narrow_;
  std::vector<std::uint64_t> wide_;
};

}  // namespace smcache::detail
