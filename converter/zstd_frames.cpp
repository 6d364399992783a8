#include "converter/zstd_frames.hpp"

#include <cstddef>
#include <cstdint>

namespace smcache::detail {
namespace {

constexpr std::uint32_t kFrameMagic = 0xFD2FB528;
constexpr std::uint32_t kSkippableMagic = 0x184D2A50;  // and the fifteen after it

// Reads little-endian numbers off the front of the bytes. Past the end everything is 0, and short() true.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) noexcept : rest_(rest) {}

  std::uint32_t number(std::size_t size) noexcept {
    std::uint32_t value = 0;
    if (rest_.size() >= size) {
      for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(rest_[i]);
    }
    skip(size);
    return value;
  }

  void skip(std::size_t size) noexcept {
    ended_early_ = ended_early_ || size > rest_.size();
    rest_.remove_prefix(ended_early_ ? rest_.size() : size);
  }

  [[nodiscard]] bool empty() const noexcept { return rest_.empty(); }
  [[nodiscard]] bool ended_early() const noexcept { return ended_early_; }

 private:
  std::string_view rest_;
  bool ended_early_ = false;
};

// RFC 8878, 3.1.1.1. Returns whether a checksum follows the last block.
bool skip_frame_header(Cursor& bytes) noexcept {
  const std::uint32_t descriptor = bytes.number(1);
  const bool single_segment = (descriptor & 0x20) != 0;
  constexpr std::size_t kDictionaryIdSizes[] = {0, 1, 2, 4};
  constexpr std::size_t kContentSizeSizes[] = {0, 2, 4, 8};
  const std::uint32_t content_size_flag = descriptor >> 6;
  bytes.skip(single_segment ? 0 : 1);  // window descriptor
  bytes.skip(kDictionaryIdSizes[descriptor & 3]);
  bytes.skip(single_segment && content_size_flag == 0 ? 1 : kContentSizeSizes[content_size_flag]);
  return (descriptor & 4) != 0;
}

// RFC 8878, 3.1.1.2. False for the reserved block type.
bool skip_blocks(Cursor& bytes) noexcept {
  for (bool last = false; !last && !bytes.ended_early();) {
    const std::uint32_t header = bytes.number(3);
    const std::uint32_t type = header >> 1 & 3;
    if (type == 3) return false;
    last = (header & 1) != 0;
    bytes.skip(type == 1 ? 1 : header >> 3);  // a run's size counts the bytes that it makes
  }
  return true;
}

}  // namespace

ZstdFrames check_zstd_frames(std::string_view bytes) noexcept {
  for (Cursor rest(bytes); !rest.empty();) {
    const std::uint32_t magic = rest.number(4);
    if (magic == kFrameMagic) {
      const bool checksum = skip_frame_header(rest);
      if (!skip_blocks(rest)) return ZstdFrames::damaged;
      rest.skip(checksum ? 4 : 0);
    } else if ((magic & 0xFFFFFFF0) == kSkippableMagic) {
      rest.skip(rest.number(4));
    } else if (!rest.ended_early()) {
      return ZstdFrames::damaged;
    }
    if (rest.ended_early()) return ZstdFrames::cut_short;
  }
  return ZstdFrames::whole;
}

}  // namespace smcache::detail
