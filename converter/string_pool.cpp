#include "converter/string_pool.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "converter/processor_code.hpp"

namespace smcache::detail {
namespace {

constexpr std::size_t round_up(std::size_t size, std::size_t unit) noexcept { return (size + unit - 1) / unit * unit; }

}  // namespace

void StringPool::reserve(std::size_t bytes) {
  front_ = round_up(bytes, kBufferAlignment);
  bytes_.reserve(front_ + bytes + kBufferAlignment);
  bytes_.commit(front_);
}

StringPool::Placed StringPool::place(std::size_t front) {
  constexpr std::size_t kVectorAlignment = 4;
  constexpr std::array<std::byte, kVectorAlignment> kZeros{};
  bytes_.append(kZeros.data(), round_up(size(), kVectorAlignment) - size());
  std::size_t begin = front_;
  if (front + kVectorAlignment > front_) {
    ByteBuffer roomier;
    begin = round_up(front + kVectorAlignment, kBufferAlignment);
    roomier.reserve(begin + size());
    std::memcpy(roomier.grow(begin + size()) + begin, data(), size());
    roomier.commit(begin + size());
    bytes_ = std::move(roomier);
  }
  const std::size_t too_far = bytes_.size() % kBufferAlignment;  // four or none
  std::byte* const strings = bytes_.bytes().data() + begin;
  if (too_far != 0) std::memmove(strings - too_far, strings, bytes_.size() - begin);
  const std::size_t end = bytes_.size() - too_far;
  return {bytes_.release(), end};
}

TextRef StringPool::add(std::string_view text) {
  if (!text.empty()) std::memcpy(open(text.size()), text.data(), text.size());
  return close(text.size());
}

TextRef StringPool::close(std::size_t written) {
  if (size() + written > kMaxFileSize) {
    too_large_ = true;
    return {0, 0};
  }
  if ((used_ + 1) * 4 > slots_.size() * 3) rehash();
  const std::byte* text = bytes_.data() + bytes_.size();
  const auto hash = static_cast<std::uint32_t>(written == 0 ? 0 : hash_code().xxh3_64(text, written));
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (!slot.text.present()) {
      slot = {hash, {static_cast<std::uint32_t>(size()), static_cast<std::uint32_t>(written)}};
      ++used_;
      bytes_.commit(written);
      return slot.text;
    }
    if (slot.hash == hash && slot.text.length == written &&
        (written == 0 || std::memcmp(data() + slot.text.offset, text, written) == 0)) {
      return slot.text;
    }
  }
}

void StringPool::rehash() {
  std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (!slot.text.present()) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].text.present()) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace smcache::detail
