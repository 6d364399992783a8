// JSON as many programs write it: keys in any order, spaces anywhere, characters escaped or not.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/seed.hpp"

namespace smcache::test {

// How a JSON text is written; what it says is the same for all of them.
struct JsonStyle {
  double escaped = 0;            // chance of a character to be written as an escape that JSON does not ask for
  double lone_surrogate = 0;     // chance of half a surrogate pair before a character (this one does change the text)
  bool escaped_slashes = false;  // "\/", as Hermes has it
  bool spaced = false;           // white space between tokens
  bool shuffled = false;         // keys in any order
};

JsonStyle random_style(Random& random);

class JsonWriter {
 public:
  JsonWriter(Random& random, const JsonStyle& style) : random_(random), style_(style) {}

  using Fields = std::vector<std::pair<std::string, std::string>>;  // values are JSON already

  // `text` is UTF-8.
  std::string string(std::string_view text);
  std::string array(const std::vector<std::string>& items);
  std::string object(Fields fields);
  // A value of any type, nested up to `depth`: for fields that nobody knows.
  std::string anything(int depth);

 private:
  std::string quoted(std::string_view text, double lone_surrogate);
  std::string space();

  Random& random_;
  const JsonStyle& style_;
};

}  // namespace smcache::test
