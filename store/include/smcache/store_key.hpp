// What a store files caches under: a key made of what a cache is made of, and aliases that lead to a key.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace smcache {

// 128 bits, as 32 hexadecimal digits where they are written: "0bfb449eae65ada694eb9323d1e01324".
struct StoreKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  [[nodiscard]] std::string text() const;
  // nullopt where `text` is not 32 hexadecimal digits.
  static std::optional<StoreKey> parse(std::string_view text) noexcept;

  friend constexpr auto operator<=>(const StoreKey&, const StoreKey&) = default;
};

// The key of the cache that is made of these: XXH3-128 of the source map's bytes (as they are, also
// compressed), the generated file's bytes if they had a part in it, and the options of the conversion, as
// any text that tells apart what gives different caches. The same in every process and on every machine.
[[nodiscard]] StoreKey store_key(std::span<const std::byte> map,
                                 std::optional<std::span<const std::byte>> generated = std::nullopt,
                                 std::string_view options = {});

// The key of a finished cache that comes without what it was made of: a hash of its bytes.
[[nodiscard]] StoreKey store_key_of_cache(std::span<const std::byte> cache);

// Another name for a key: the debug id that a map and its generated file share, or whatever the caller
// knows it by (a URL, a release and a path). The two kinds never meet.
class StoreAlias {
 public:
  // A UUID, its bytes in the order in which it is written.
  static StoreAlias debug_id(const std::array<std::uint8_t, 16>& id);
  // The same as text, in either case; nullopt where it is no UUID.
  static std::optional<StoreAlias> debug_id(std::string_view uuid);
  // Any text, also with line ends and zeros in it.
  static StoreAlias name(std::string_view text);

  // "debug-id 00112233-4455-6677-8899-aabbccddeeff", "name https://..."
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  explicit StoreAlias(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace smcache
