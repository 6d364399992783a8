// The memory that input is read and decompressed into: grows with what comes, up to a limit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "converter/byte_buffer.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

struct InputLimits {
  std::uint64_t max_bytes;  // of the input as it is read, and of what comes out of each wrapper
  std::string_view name;    // what messages call the input
};

// Bytes that can be read behind the last one: as many as simdjson asks for.
inline constexpr std::size_t kInputPadding = 64;

// An empty buffer for about `expected` bytes. One more fits, so that the read which finds the end
// of exactly that many needs no larger buffer.
inline ByteBuffer input_buffer(std::uint64_t expected, const InputLimits& limits) {
  ByteBuffer buffer;
  buffer.reserve(static_cast<std::size_t>(std::min(expected, limits.max_bytes)) + 1 + kInputPadding);
  return buffer;
}

// At least one byte to write to behind the last. The buffer doubles where it is full, but to no more
// than the limit and a byte: the byte that tells that there is more than the limit allows.
// REQUIRES: made by input_buffer(); buffer.size() <= limits.max_bytes.
inline std::span<char> input_room(ByteBuffer& buffer, const InputLimits& limits) {
  constexpr std::size_t kSmallest = std::size_t{1} << 16;
  if (buffer.room().size() <= kInputPadding) {
    const std::uint64_t wanted = std::max(2 * buffer.size(), kSmallest);
    buffer.reserve(static_cast<std::size_t>(std::min(wanted, limits.max_bytes)) + 1 + kInputPadding);
  }
  const std::span<std::byte> room = buffer.room();
  return {reinterpret_cast<char*>(room.data()), room.size() - kInputPadding};
}

inline std::string_view text_of(const ByteBuffer& buffer) noexcept {
  return {reinterpret_cast<const char*>(buffer.data()), buffer.size()};
}

// "app.js.map: gzip: more than 1073741824 bytes". `what` is "" or ends in ": ".
inline Error input_too_large(const InputLimits& limits, std::string_view what) {
  std::string message(limits.name);
  message.append(": ").append(what).append("more than ").append(std::to_string(limits.max_bytes)).append(" bytes");
  return {ErrorCode::input_too_large, std::move(message)};
}

}  // namespace smcache::detail
