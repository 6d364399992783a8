#include "converter/string_pool.hpp"

#include <cstring>

#include <xxhash.h>

namespace smcache::detail {

TextRef StringPool::add(std::string_view text) {
  if (!text.empty()) std::memcpy(open(text.size()), text.data(), text.size());
  return close(text.size());
}

TextRef StringPool::close(std::size_t written) {
  if (bytes_.size() + written > kMaxFileSize) {
    too_large_ = true;
    return {0, 0};
  }
  if ((used_ + 1) * 4 > slots_.size() * 3) rehash();
  const std::byte* text = bytes_.data() + bytes_.size();
  const auto hash = static_cast<std::uint32_t>(written == 0 ? 0 : XXH3_64bits(text, written));
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (!slot.text.present()) {
      slot = {hash, {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(written)}};
      ++used_;
      bytes_.commit(written);
      return slot.text;
    }
    if (slot.hash == hash && slot.text.length == written &&
        (written == 0 || std::memcmp(bytes_.data() + slot.text.offset, text, written) == 0)) {
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
