// Every string of the cache, each stored once, in the order in which it first came.
//
// Most of them stand in the JSON already, and take less room there than the JSON does. So they move together in its
// memory, from before its beginning on, behind whoever reads it: as long as they do not run over what is still to be
// read. Where they would, they leave for memory of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "converter/byte_buffer.hpp"
#include "converter/json_string.hpp"
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
  // From here on strings take the place of the JSON that begins `front` bytes behind the beginning of `memory`.
  // REQUIRES: nothing was added yet; front >= kInputFront.
  void follow_json(ByteBuffer memory, std::size_t front);
  // Nothing before `end`, which points into the JSON, will be read again, but for what is kept.
  void json_was_read_to(const char* end) noexcept {
    if (follows_json_) read_to_ = offset_of(end);
  }
  // A piece of the JSON, behind those that were kept before it, that will be read again: it moves before strings run
  // over it.
  void keep(const JsonText& text) {
    if (follows_json_) kept_.push_back(text);
  }
  // Neither the JSON nor what was kept will be read again.
  void json_is_done() noexcept;

  TextRef add(std::string_view text);

  // Adding in place: writes go to the space that open() returns, close() says how many bytes were
  // written. REQUIRES: at most `at_most` of them, and nothing added in between.
  char* open(std::size_t at_most);
  TextRef close(std::size_t written);

  // A string of the pool; empty for an absent one. Lives until the next addition.
  [[nodiscard]] std::string_view view(TextRef text) const noexcept {
    return text.present() ? std::string_view(reinterpret_cast<const char*>(data()) + text.offset, text.length)
                          : std::string_view();
  }

  // Can so many bytes be added without strings being moved? What is unescaped stays a bit behind what it comes from.
  [[nodiscard]] bool has_room_for(std::size_t more) const noexcept {
    return bytes_.size() + more + kUnescapeLag <= end_of_room();
  }

  // Of all strings together.
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() - begin_; }
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
  [[nodiscard]] const std::byte* data() const noexcept { return bytes_.data() + begin_; }
  [[nodiscard]] std::size_t offset_of(const char* at) const noexcept {
    return static_cast<std::size_t>(reinterpret_cast<const std::byte*>(at) - bytes_.data());
  }
  // Where the text behind the last one belongs, or stands already.
  Slot& slot_for(std::string_view text) noexcept;
  [[nodiscard]] std::size_t end_of_room() const noexcept;
  void make_room(std::size_t more);
  void pass(JsonText& kept);
  void rehash();

  ByteBuffer bytes_;
  std::size_t begin_ = 0;      // bytes_ before the first string
  bool follows_json_ = false;  // which stands in bytes_, too
  std::size_t read_to_ = 0;    // so far it was read
  std::deque<JsonText> kept_;  // pieces of it before that
  ByteBuffer json_;            // its memory, where the strings have left it
  std::vector<Slot> slots_;    // open addressing, a power of two of them; absent text: free
  std::size_t used_ = 0;
  bool too_large_ = false;
};

}  // namespace smcache::detail
