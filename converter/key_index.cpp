#include "converter/key_index.hpp"

#include "schema/format.hpp"
#include "schema/key_levels.hpp"

namespace smcache::detail {

KeyIndex::KeyIndex(const std::vector<std::uint64_t>& keys) {
  if (keys.empty()) return;
  if (keys.back() > kMaxNarrowKey) {
    wide_ = keys;
    return;
  }
  const KeyLevels levels(static_cast<std::uint32_t>(keys.size()));
  narrow_.assign(levels.total, kKeyFiller);
  std::size_t stride = 1;  // blocks from one key of the level to the next
  for (unsigned level = 0; level < levels.count; ++level, stride *= kIndexFanout) {
    for (std::size_t i = 0; i < levels.sizes[level]; ++i) {
      narrow_[levels.offsets[level] + i] = static_cast<std::uint32_t>(keys[i * stride]);
    }
  }
}

}  // namespace smcache::detail
