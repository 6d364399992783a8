// Caches with something wrong in them.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace smcache::test {

// The cache that a map converts to.
std::vector<std::byte> cache_of(std::string_view map);

// Makes the size and the checksum that the file states those of its bytes, so that what is wrong
// elsewhere is not hidden behind them. False, and nothing done, where the file's root cannot be found.
bool mend_header(std::span<std::byte> cache);

// A copy in a heap block of exactly that size, at an address as aligned as a mapped file's: a sanitizer
// sees every byte that is read outside of it.
class ExactCopy {
 public:
  explicit ExactCopy(std::span<const std::byte> bytes);
  [[nodiscard]] std::span<std::byte> bytes() const { return {data_.get(), size_}; }

 private:
  struct Free {
    void operator()(std::byte* data) const;
  };
  std::unique_ptr<std::byte[], Free> data_;
  std::size_t size_;
};

}  // namespace smcache::test
