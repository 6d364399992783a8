// Unescaping of JSON strings, straight into their final place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace smcache::detail {

// The text of a JSON string: a piece of the JSON, or, where it had escapes, a string of its own. Copies are the
// same text.
class JsonText {
 public:
  JsonText() = default;
  explicit JsonText(std::string_view in_place) : text_(std::make_shared<Text>()) { text_->view = in_place; }
  explicit JsonText(std::string unescaped) : text_(std::make_shared<Text>()) { own(std::move(unescaped)); }

  [[nodiscard]] std::string_view view() const noexcept { return text_ == nullptr ? std::string_view() : text_->view; }

  // Before what it is a piece of is gone: makes it a string of its own, or tells where it stands now.
  void become_owned() { own(std::string(view())); }
  void moved_to(const char* begin) noexcept { text_->view = {begin, text_->view.size()}; }

 private:
  struct Text {
    std::string_view view;
    std::string owned;
  };
  void own(std::string text) {
    text_->owned = std::move(text);
    text_->view = text_->owned;
  }

  std::shared_ptr<Text> text_;
};

struct Unescaped {
  std::size_t size = 0;
  std::size_t lone_surrogates = 0;  // each written as U+FFFD
  bool valid = true;                // false: an escape that JSON does not have
};

// The way to unescape: by 64 characters at once, where this processor can, or without such instructions.
enum class UnescapeWay : std::uint8_t { at_once, by_escape };
UnescapeWay fastest_unescape() noexcept;

// Writes the text that stands between the quotes of a JSON string, `raw`, to `out`, which has room for
// raw.size() bytes: anywhere else, or at least kUnescapeLag bytes before `raw`, over which it may run then. Unlike
// simdjson's own it keeps going at a lone surrogate, and it is fast without instructions that a distribution's build
// cannot assume. REQUIRES: this processor can go that way.
inline constexpr std::size_t kUnescapeLag = 64;
Unescaped unescape_json(std::string_view raw, char* out, UnescapeWay way = fastest_unescape()) noexcept;

}  // namespace smcache::detail
