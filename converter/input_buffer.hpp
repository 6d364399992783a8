// The memory that input is read and decompressed into: grows with what comes, up to a limit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "converter/byte_buffer.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

struct InputLimits {
  std::uint64_t max_bytes;  // of the input as it is read, and of what comes out of each wrapper
  std::string_view name;    // what messages call the input
};

// Bytes that can be read behind the last one: as many as simdjson asks for.
inline constexpr std::size_t kInputPadding = 64;

// At least so many bytes before the first are free. Mostly there are far more: room for the tables of a cache, whose
// strings will stand where the input stood. What is not written to costs nothing.
inline constexpr std::size_t kInputFront = 256;

class InputBuffer {
 public:
  InputBuffer() = default;
  // An empty one for about `expected` bytes. One more fits, so that the read which finds the end of exactly that
  // many needs no larger buffer.
  InputBuffer(std::uint64_t expected, const InputLimits& limits) : max_bytes_(limits.max_bytes) {
    const auto size = static_cast<std::size_t>(std::min(expected, max_bytes_));
    front_ = kInputFront + size / 2;
    // The input fills large pages from their beginning.
    if (size >= ByteBuffer::kLargePage) front_ = round_up(front_, ByteBuffer::kLargePage);
    bytes_.reserve(front_ + size + 1 + kInputPadding, front_);
    bytes_.commit(front_);
    bytes_.touch(size);
  }

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() - front_; }
  [[nodiscard]] bool too_large() const noexcept { return size() > max_bytes_; }
  [[nodiscard]] std::string_view text() const noexcept { return {data(), size()}; }
  [[nodiscard]] std::span<char> chars() noexcept {
    return {reinterpret_cast<char*>(bytes_.bytes().data()) + front_, size()};
  }

  // At least one byte to write to behind the last. The buffer doubles where it is full, but to no more
  // than the limit and a byte: the byte that tells that there is more than the limit allows.
  // REQUIRES: !too_large().
  [[nodiscard]] std::span<char> room() {
    constexpr std::size_t kSmallest = std::size_t{1} << 16;
    if (bytes_.room().size() <= kInputPadding) {
      const std::uint64_t wanted = std::max(2 * size(), kSmallest);
      bytes_.reserve(front_ + static_cast<std::size_t>(std::min(wanted, max_bytes_)) + 1 + kInputPadding);
    }
    const std::span<std::byte> room = bytes_.room();
    return {reinterpret_cast<char*>(room.data()), room.size() - kInputPadding};
  }
  void commit(std::size_t more) noexcept { bytes_.commit(more); }
  void append(std::span<const std::byte> more) { bytes_.append(more.data(), more.size()); }
  // Forgets the bytes from `size` on. REQUIRES: size <= size().
  void truncate(std::size_t size) noexcept { bytes_.truncate(front_ + size); }

  // Sets the bytes behind the last to zero.
  void pad() { std::memset(bytes_.grow(kInputPadding), 0, kInputPadding); }

  // The memory, of which this lets go. It begins front() bytes before the input.
  [[nodiscard]] ByteBuffer release() noexcept { return std::move(bytes_); }
  [[nodiscard]] std::size_t front() const noexcept { return front_; }

 private:
  [[nodiscard]] const char* data() const noexcept { return reinterpret_cast<const char*>(bytes_.data()) + front_; }

  ByteBuffer bytes_;
  std::size_t front_ = 0;
  std::uint64_t max_bytes_ = 0;
};

// "app.js.map: gzip: more than 1073741824 bytes". `what` is "" or ends in ": ".
inline Error input_too_large(const InputLimits& limits, std::string_view what) {
  std::string message(limits.name);
  message.append(": ").append(what).append("more than ").append(std::to_string(limits.max_bytes)).append(" bytes");
  return {ErrorCode::input_too_large, std::move(message)};
}

}  // namespace smcache::detail
