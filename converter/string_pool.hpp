// Every string of the cache, each stored once, in the order in which it first came.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "converter/byte_buffer.hpp"
#include "schema/format.hpp"

namespace smcache::detail {

// Where a string stands in the pool.
struct TextRef {
  std::uint32_t offset = kAbsent;
  std::uint32_t length = 0;

  [[nodiscard]] bool present() const noexcept { return offset != kAbsent; }
};

class StringPool {
 public:
  // Room for `bytes` of strings, so that adding that many moves nothing; and as much before them, for
  // what will stand there in the file (see place()). Memory that nothing is written to costs nothing.
  // REQUIRES: nothing was added yet.
  void reserve(std::size_t bytes);

  TextRef add(std::string_view text);

  // Adding in place: writes go to the space that open() returns, close() says how many bytes were
  // written. REQUIRES: at most `at_most` of them, and nothing added in between.
  char* open(std::size_t at_most) { return reinterpret_cast<char*>(bytes_.grow(at_most)); }
  TextRef close(std::size_t written);

  // A string of the pool; empty for an absent one. Lives until the next addition.
  [[nodiscard]] std::string_view view(TextRef text) const noexcept {
    return text.present() ? std::string_view(reinterpret_cast<const char*>(data()) + text.offset, text.length)
                          : std::string_view();
  }

  // So many bytes can be added, without a string being moved.
  [[nodiscard]] std::size_t room() const noexcept { return bytes_.capacity() - bytes_.size(); }

  // Of all strings together.
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() - front_; }
  // Offsets are 32 bits wide; past 2 GiB strings are counted but no longer kept apart.
  [[nodiscard]] bool too_large() const noexcept { return too_large_; }

  // The memory that the strings stand in, as the last vector of a FlatBuffer: it ends at `end`, a multiple
  // of kBufferAlignment, with zeros for what is missing to a multiple of four. At least `front` bytes before
  // the strings are free. The pool is of no further use.
  struct Placed {
    ByteBuffer::Storage storage;
    std::size_t end;
  };
  static constexpr std::size_t kBufferAlignment = 8;
  [[nodiscard]] Placed place(std::size_t front);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    TextRef text;
  };
  [[nodiscard]] const std::byte* data() const noexcept { return bytes_.data() + front_; }
  void rehash();

  ByteBuffer bytes_;
  std::size_t front_ = 0;    // bytes_ before the first string
  std::vector<Slot> slots_;  // open addressing, a power of two of them; absent text: free
  std::size_t used_ = 0;
  bool too_large_ = false;
};

}  // namespace smcache::detail
