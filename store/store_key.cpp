#include "smcache/store_key.hpp"

#include <xxhash.h>

#include <charconv>

#include "schema/uuid.hpp"

namespace smcache {
namespace {

constexpr std::size_t kDigits = 16;  // of half a key

std::string hex(std::uint64_t number) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text(kDigits, '0');
  for (std::size_t at = kDigits; at-- > 0; number >>= 4) text[at] = kHex[number & 15];
  return text;
}

std::optional<std::uint64_t> parse_half(std::string_view text) noexcept {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

// Parts are hashed with their sizes before them, so that no two lists of parts run together to the same bytes.
class Hasher {
 public:
  Hasher() { XXH3_128bits_reset(&state_); }
  void add(const void* bytes, std::uint64_t size) noexcept {
    XXH3_128bits_update(&state_, &size, sizeof size);
    XXH3_128bits_update(&state_, bytes, size);
  }
  void add(std::string_view text) noexcept { add(text.data(), text.size()); }
  [[nodiscard]] StoreKey key() const noexcept {
    const XXH128_hash_t hash = XXH3_128bits_digest(&state_);
    return {hash.high64, hash.low64};
  }

 private:
  XXH3_state_t state_;
};

}  // namespace

std::string StoreKey::text() const { return hex(high) + hex(low); }

std::optional<StoreKey> StoreKey::parse(std::string_view text) noexcept {
  if (text.size() != 2 * kDigits) return std::nullopt;
  const auto high = parse_half(text.substr(0, kDigits));
  const auto low = parse_half(text.substr(kDigits));
  if (!high || !low) return std::nullopt;
  return StoreKey{*high, *low};
}

StoreKey store_key(std::span<const std::byte> map, std::optional<std::span<const std::byte>> generated,
                   std::string_view options) {
  Hasher hasher;
  hasher.add("map");
  hasher.add(map.data(), map.size());
  if (generated) {
    hasher.add("generated");
    hasher.add(generated->data(), generated->size());
  }
  hasher.add("options");
  hasher.add(options);
  return hasher.key();
}

StoreKey store_key_of_cache(std::span<const std::byte> cache) {
  Hasher hasher;
  hasher.add("cache");
  hasher.add(cache.data(), cache.size());
  return hasher.key();
}

StoreAlias StoreAlias::debug_id(const std::array<std::uint8_t, 16>& id) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text = "debug-id ";
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[id[i] >> 4];
    text += kHex[id[i] & 15];
  }
  return StoreAlias(std::move(text));
}

std::optional<StoreAlias> StoreAlias::debug_id(std::string_view uuid) {
  const auto id = detail::parse_uuid(uuid);
  return id ? std::optional(debug_id(*id)) : std::nullopt;
}

StoreAlias StoreAlias::name(std::string_view text) { return StoreAlias(std::string("name ").append(text)); }

}  // namespace smcache
