// A growing array of bytes that neither zeroes nor, where the system can move pages, copies them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>

namespace smcache::detail {

class ByteBuffer {
 public:
  [[nodiscard]] const std::byte* data() const noexcept { return data_.get(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data_.get(), size_}; }
  [[nodiscard]] std::span<std::byte> bytes() noexcept { return {data_.get(), size_}; }

  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    void* moved = std::realloc(data_.get(), capacity);  // NOLINT(cppcoreguidelines-no-malloc)
    if (moved == nullptr) throw std::bad_alloc();
    static_cast<void>(data_.release());
    data_.reset(static_cast<std::byte*>(moved));
    capacity_ = capacity;
  }

  // Space for `more` bytes behind the last; commit() makes what was written there part of the array.
  std::byte* grow(std::size_t more) {
    if (capacity_ - size_ < more) reserve(std::max(size_ + more, capacity_ + capacity_ / 2));
    return data_.get() + size_;
  }
  void commit(std::size_t more) noexcept { size_ += more; }
  // What grow() gives without reserving.
  [[nodiscard]] std::span<std::byte> room() noexcept { return {data_.get() + size_, capacity_ - size_}; }
  // Forgets the bytes from `size` on. REQUIRES: size <= size().
  void truncate(std::size_t size) noexcept { size_ = size; }

  void append(const void* from, std::size_t size) {
    if (size == 0) return;
    std::memcpy(grow(size), from, size);
    commit(size);
  }

 private:
  struct Free {
    void operator()(std::byte* data) const noexcept { std::free(data); }  // NOLINT(cppcoreguidelines-no-malloc)
  };
  std::unique_ptr<std::byte[], Free> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace smcache::detail
