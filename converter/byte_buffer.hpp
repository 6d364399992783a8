// A growing array of bytes that neither zeroes nor, where the system can move pages, copies them.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <utility>

#include "smcache/convert.hpp"

namespace smcache::detail {

constexpr std::size_t round_up(std::size_t size, std::size_t unit) noexcept { return (size + unit - 1) / unit * unit; }

class ByteBuffer {
 public:
  using Storage = Bytes::Storage;

  // Most of what large buffers cost is page faults: 512 times fewer with pages of this size.
  static constexpr std::size_t kLargePage = std::size_t{1} << 21;

  [[nodiscard]] const std::byte* data() const noexcept { return data_.get(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data_.get(), size_}; }
  [[nodiscard]] std::span<std::byte> bytes() noexcept { return {data_.get(), size_}; }

  // Space for so many bytes in all. `sparse`: the first of them, most of which will not be written to.
  void reserve(std::size_t capacity, std::size_t sparse = 0) {
    if (capacity <= capacity_) return;
    const bool large = capacity >= kWorthLargePages;
    // NOLINTBEGIN(cppcoreguidelines-no-malloc)
    void* moved = nullptr;
    if (large && data_ == nullptr) {
      if (::posix_memalign(&moved, kLargePage, capacity) != 0) throw std::bad_alloc();
    } else {
      moved = std::realloc(data_.get(), capacity);
      if (moved == nullptr) throw std::bad_alloc();
    }
    // NOLINTEND(cppcoreguidelines-no-malloc)
    static_cast<void>(data_.release());
    data_.reset(static_cast<std::byte*>(moved));
    capacity_ = capacity;
#ifdef MADV_HUGEPAGE
    // A wish: nothing is lost where the system has no such pages to give.
    const std::size_t begin = round_up(sparse, kLargePage);
    const std::size_t end = capacity / kLargePage * kLargePage;
    if (large && begin < end && reinterpret_cast<std::uintptr_t>(moved) % kLargePage == 0)
      ::madvise(data_.get() + begin, end - begin, MADV_HUGEPAGE);
#endif
  }

  // Space for `more` bytes behind the last; commit() makes what was written there part of the array.
  std::byte* grow(std::size_t more) {
    if (capacity_ - size_ < more) reserve(std::max(size_ + more, capacity_ + capacity_ / 2));
    touch(more);
    return data_.get() + size_;
  }
  // Has the system give the memory for the next `more` bytes at once, not page by page as they are written:
  // a fault takes longer than the page that it brings. REQUIRES: they are reserved.
  void touch(std::size_t more) noexcept {
    if (capacity_ < kWorthTouching || size_ + more <= touched_) return;
    const std::size_t begin = std::max(touched_, size_);
    touched_ = std::min(size_ + std::max(more, kTouched), capacity_);
    populate(begin, touched_);
  }
  // The same for `size` bytes before `end`. REQUIRES: they are reserved.
  void touch_before(std::size_t end, std::size_t size) noexcept {
    if (size >= kTouched) populate(end - size, end);
  }
  void commit(std::size_t more) noexcept { size_ += more; }
  // What grow() gives without reserving.
  [[nodiscard]] std::span<std::byte> room() noexcept { return {data_.get() + size_, capacity_ - size_}; }
  // Forgets the bytes from `size` on. REQUIRES: size <= size().
  void truncate(std::size_t size) noexcept { size_ = size; }

  // Gives the memory behind the array back to the system, as far as it is worth that: what grows again, gets new one.
  void give_room_back() noexcept {
    constexpr std::size_t kWorthGivingBack = std::size_t{1} << 20;
    const std::size_t skipped = -reinterpret_cast<std::uintptr_t>(data_.get() + size_) % kPage;
    const std::size_t room = capacity_ - size_;
    if (room < skipped + kWorthGivingBack) return;
    ::madvise(data_.get() + size_ + skipped, (room - skipped) / kPage * kPage, MADV_DONTNEED);
    touched_ = std::min(touched_, size_ + skipped);
  }
  // The memory, of which this lets go.
  [[nodiscard]] Storage release() noexcept {
    size_ = capacity_ = touched_ = 0;
    return std::move(data_);
  }

  void append(const void* from, std::size_t size) {
    if (size == 0) return;
    std::memcpy(grow(size), from, size);
    commit(size);
  }

 private:
  // Nothing is lost where the system does not know this: pages come as they always have.
  void populate([[maybe_unused]] std::size_t begin, [[maybe_unused]] std::size_t end) noexcept {
#ifdef MADV_POPULATE_WRITE
    begin += -reinterpret_cast<std::uintptr_t>(data_.get() + begin) % kSmallPage;
    if (begin < end) ::madvise(data_.get() + begin, end - begin, MADV_POPULATE_WRITE);
#endif
  }

  static constexpr std::size_t kPage = std::size_t{1} << 16;  // a multiple of whatever the system has

  // Below this, what is left unused of the last page weighs more.
  static constexpr std::size_t kWorthLargePages = 3 * kLargePage;

  static constexpr std::size_t kSmallPage = 4096;
  static constexpr std::size_t kTouched = std::size_t{1} << 17;  // at a time, at the least
  static constexpr std::size_t kWorthTouching = 2 * kTouched;

  Storage data_;
  std::size_t size_ = 0;
  std::size_t touched_ = 0;  // no fault is to be expected before this
  std::size_t capacity_ = 0;
};

}  // namespace smcache::detail
