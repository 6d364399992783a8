// A source map's JSON, with the lone surrogates that its strings may hold.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "tests/oracle/faults.hpp"

namespace smcache::oracle {

// nlohmann_json takes no escape of half a surrogate pair ("\uD800" alone). So each is replaced, before
// parsing, by a code point that the text does not hold, and by U+FFFD when a string is read.
class JsonText {
 public:
  // Reports json_invalid.
  JsonText(std::string_view text, Faults& faults);

  [[nodiscard]] const nlohmann::json& value() const { return value_; }
  // Whether an object has a key twice: only the last value is there, the others' faults are not known.
  [[nodiscard]] bool repeats_keys() const { return repeats_keys_; }
  // The string that `value` is, with a warning for each lone surrogate in it. REQUIRES: value.is_string().
  std::string read(const nlohmann::json& value) const;

 private:
  Faults& faults_;
  std::string stand_in_;  // UTF-8
  nlohmann::json value_;
  bool repeats_keys_ = false;
};

}  // namespace smcache::oracle
