#include "tests/oracle/json_text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <set>
#include <vector>

namespace smcache::oracle {
namespace {

// The code unit of an escape "\uXXXX" at text[at], if one stands there.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size()) return std::nullopt;
  unsigned unit = 0;
  for (const char digit : text.substr(at + 2, 4)) {
    const std::size_t value = std::string_view("0123456789abcdefABCDEF").find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    unit = unit * 16 + static_cast<unsigned>(value < 16 ? value : value - 6);
  }
  return unit;
}

bool is_high(std::optional<unsigned> unit) { return unit && *unit >= 0xD800 && *unit < 0xDC00; }
bool is_low(std::optional<unsigned> unit) { return unit && *unit >= 0xDC00 && *unit < 0xE000; }

// U+FDD0 to U+FDEF are no characters: one of them is free in any text that is not made to defeat this.
unsigned unused_code_point(std::string_view text, std::string& utf8) {
  for (unsigned candidate = 0xFDD0; candidate < 0xFDF0; ++candidate) {
    utf8 = {'\xEF', '\xB7', static_cast<char>(0x80 | (candidate & 0x3F))};
    bool used = text.find(utf8) != std::string_view::npos;
    for (std::size_t at = 0; (at = text.find("\\u", at)) != std::string_view::npos; ++at) {
      used = used || escaped_unit(text, at) == candidate;
    }
    if (!used) return candidate;
  }
  throw Failed{ErrorCode::internal};
}

// Backslashes stand nowhere but in strings, if the text is JSON at all.
std::string without_lone_surrogates(std::string_view text, unsigned stand_in) {
  char escape[8];
  std::snprintf(escape, sizeof escape, "\\u%04X", stand_in);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto unit = escaped_unit(text, at);
    if (is_high(unit) && is_low(escaped_unit(text, at + 6))) {
      out += text.substr(at, 12);
      at += 12;
    } else if (is_high(unit) || is_low(unit)) {
      out += escape;
      at += 6;
    } else {
      const std::size_t length = text[at] == '\\' ? 2 : 1;  // an escaped backslash begins no other escape
      out += text.substr(at, length);
      at += length;
    }
  }
  return out;
}

// Whether any object has a key twice.
class KeyWatch {
 public:
  void see(nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start) open_.emplace_back();
    if (event == Event::object_end) open_.pop_back();
    if (event == Event::key) repeated_ |= !open_.back().insert(parsed.get<std::string>()).second;
  }
  [[nodiscard]] bool repeated() const { return repeated_; }

 private:
  std::vector<std::set<std::string>> open_;  // keys of the objects that are not at their end
  bool repeated_ = false;
};

}  // namespace

JsonText::JsonText(std::string_view text, Faults& faults) : faults_(faults) {
  const unsigned stand_in = unused_code_point(text, stand_in_);
  KeyWatch keys;
  const auto watch = [&keys](int, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    keys.see(event, parsed);
    return true;
  };
  value_ = nlohmann::json::parse(without_lone_surrogates(text, stand_in), watch, false);
  // A zero byte, which JSON has nowhere, is the end of the text to nlohmann_json.
  const bool has_zero = text.find('\0') != std::string_view::npos;
  if (value_.is_discarded() || has_zero) faults.fail(ErrorCode::json_invalid);
  repeats_keys_ = keys.repeated();
}

std::string JsonText::read(const nlohmann::json& value) const {
  std::string text = value.get<std::string>();
  for (std::size_t at = 0; (at = text.find(stand_in_, at)) != std::string::npos; ++at) {
    text.replace(at, stand_in_.size(), "\xEF\xBF\xBD");
    faults_.warn(ErrorCode::lone_surrogate);
  }
  return text;
}

}  // namespace smcache::oracle
