// Unescaping of JSON strings, straight into their final place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace smcache::detail {

// The text of a JSON string: a piece of the JSON, or, where it had escapes, a string of its own.
class JsonText {
 public:
  JsonText() = default;
  explicit JsonText(std::string_view in_place) : in_place_(in_place) {}
  explicit JsonText(std::string unescaped) : owned_(std::move(unescaped)) {}
  [[nodiscard]] std::string_view view() const noexcept { return owned_ ? std::string_view(*owned_) : in_place_; }

 private:
  std::string_view in_place_;
  std::optional<std::string> owned_;
};

struct Unescaped {
  std::size_t size = 0;
  std::size_t lone_surrogates = 0;  // each written as U+FFFD
  bool valid = true;                // false: an escape that JSON does not have
};

// Writes the text that stands between the quotes of a JSON string, `raw`, to `out`, which has room for
// raw.size() bytes. Unlike simdjson's own it keeps going at a lone surrogate, and it is fast without
// instructions that a distribution's build cannot assume.
Unescaped unescape_json(std::string_view raw, char* out) noexcept;

}  // namespace smcache::detail
