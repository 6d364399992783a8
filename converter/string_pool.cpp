#include "converter/string_pool.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "converter/input_buffer.hpp"
#include "converter/processor_code.hpp"

namespace smcache::detail {
namespace {

constexpr std::size_t round_up(std::size_t size, std::size_t unit) noexcept { return (size + unit - 1) / unit * unit; }

}  // namespace

void StringPool::follow_json(ByteBuffer memory, std::size_t front) {
  bytes_ = std::move(memory);
  follows_json_ = true;
  read_to_ = front;
  begin_ = (front - kInputFront) / kBufferAlignment * kBufferAlignment;
  bytes_.truncate(begin_);
}

void StringPool::json_is_done() noexcept {
  kept_.clear();
  read_to_ = bytes_.capacity();
  if (follows_json_) bytes_.give_room_back();
  json_ = {};
}

// How far bytes_ may be written to.
std::size_t StringPool::end_of_room() const noexcept {
  if (!follows_json_) return bytes_.capacity();
  return kept_.empty() ? read_to_ : std::min(read_to_, offset_of(kept_.front().view().data()));
}

// REQUIRES: follows_json_.
void StringPool::make_room(std::size_t more) {
  for (; !has_room_for(more) && !kept_.empty(); kept_.pop_front()) pass(kept_.front());
  if (has_room_for(more)) return;
  follows_json_ = false;
  ByteBuffer own;
  own.reserve(2 * size() + more);
  own.append(data(), size());
  json_ = std::exchange(bytes_, std::move(own));
  begin_ = 0;
}

// Takes what stands in the way of strings out of it: where there are fewer of those, they change places.
void StringPool::pass(JsonText& kept) {
  const std::string_view text = kept.view();
  const std::size_t begin = round_up(begin_ + text.size(), kBufferAlignment);
  if (text.size() < size() || begin + size() > offset_of(text.data() + text.size())) {
    kept.become_owned();
    return;
  }
  const std::vector<std::byte> strings(data(), data() + size());
  std::byte* const to = bytes_.bytes().data() + begin_;
  std::memmove(to, text.data(), text.size());
  kept.moved_to(reinterpret_cast<const char*>(to));
  bytes_.truncate(begin_);
  bytes_.commit(begin - begin_);
  begin_ = begin;
  bytes_.append(strings.data(), strings.size());
}

StringPool::Placed StringPool::place(std::size_t front) {
  constexpr std::size_t kVectorAlignment = 4;
  constexpr std::array<std::byte, kVectorAlignment> kZeros{};
  bytes_.append(kZeros.data(), round_up(size(), kVectorAlignment) - size());
  const std::size_t end = round_up(std::max(begin_, front) + size(), kBufferAlignment);
  const std::size_t begin = end - size();
  if (end > bytes_.capacity()) {
    ByteBuffer roomier;
    roomier.reserve(end);
    std::memcpy(roomier.grow(end) + begin, data(), size());
    bytes_ = std::move(roomier);
  } else if (begin != begin_) {
    std::memmove(bytes_.bytes().data() + begin, data(), size());
  }
  return {bytes_.release(), end};
}

TextRef StringPool::add(std::string_view text) {
  // A piece of the JSON may stand where it is going to be.
  if (!text.empty()) std::memmove(open(text.size()), text.data(), text.size());
  return close(text.size());
}

char* StringPool::open(std::size_t at_most) {
  if (follows_json_ && !has_room_for(at_most)) make_room(at_most);
  return reinterpret_cast<char*>(bytes_.grow(at_most));
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
