#include "converter/string_pool.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "converter/input_buffer.hpp"
#include "converter/processor_code.hpp"

namespace smcache::detail {
namespace {

std::uint32_t hash_of(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(text.empty() ? 0 : hash_code().xxh3_64(text.data(), text.size()));
}

// Length and ends tell nearly all long texts apart. Those that they do not have the hash of the whole, but for the
// first of them.
constexpr std::size_t kHashedEnd = 128;

std::uint32_t hash_of_ends(std::string_view text) noexcept {
  constexpr std::uint32_t kOdd = 0x9E3779B1;
  return (hash_of(text.substr(0, kHashedEnd)) * kOdd + hash_of(text.substr(text.size() - kHashedEnd))) * kOdd +
         static_cast<std::uint32_t>(text.size());
}

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
  bytes_.touch_before(begin, front);
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
  Slot& slot = slot_for({reinterpret_cast<const char*>(bytes_.data()) + bytes_.size(), written});
  if (!slot.text.present()) {
    slot.text = {static_cast<std::uint32_t>(size()), static_cast<std::uint32_t>(written)};
    ++used_;
    bytes_.commit(written);
  }
  return slot.text;
}

StringPool::Slot& StringPool::slot_for(std::string_view text) noexcept {
  const std::size_t mask = slots_.size() - 1;
  bool others = false;  // with the same hash
  const auto probe = [&](std::uint32_t hash) -> Slot& {
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      Slot& slot = slots_[at];
      if (!slot.text.present()) {
        slot.hash = hash;
        return slot;
      }
      if (slot.hash != hash || slot.text.length != text.size()) continue;
      if (view(slot.text) == text) return slot;
      others = true;
    }
  };
  if (text.size() <= 2 * kHashedEnd) return probe(hash_of(text));
  Slot& slot = probe(hash_of_ends(text));
  return others && !slot.text.present() ? probe(hash_of(text)) : slot;
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
