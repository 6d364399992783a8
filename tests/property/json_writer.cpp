#include "tests/property/json_writer.hpp"

#include <cstdint>
#include <cstdio>

namespace smcache::test {
namespace {

std::string escape(unsigned unit) {
  char text[16];
  std::snprintf(text, sizeof text, "\\u%04x", unit);
  return text;
}

std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

unsigned code_point(std::string_view utf8) {
  unsigned value = static_cast<unsigned char>(utf8[0]);
  if (utf8.size() > 1) value &= 0x7FU >> utf8.size();
  for (const char next : utf8.substr(1)) value = value << 6 | (static_cast<unsigned char>(next) & 0x3FU);
  return value;
}

std::string escaped(std::string_view utf8) {
  const unsigned value = code_point(utf8);
  if (value < 0x10000) return escape(value);
  return escape(0xD800 + ((value - 0x10000) >> 10)) + escape(0xDC00 + ((value - 0x10000) & 0x3FF));
}

}  // namespace

JsonStyle random_style(Random& random) {
  JsonStyle style;
  if (random.chance(0.3)) style.escaped = random.chance(0.5) ? 0.02 : 0.5;
  if (random.chance(0.15)) style.lone_surrogate = 0.01;
  style.escaped_slashes = random.chance(0.2);
  style.spaced = random.chance(0.3);
  style.shuffled = random.chance(0.5);
  return style;
}

std::string JsonWriter::string(std::string_view text) { return quoted(text, style_.lone_surrogate); }

std::string JsonWriter::quoted(std::string_view text, double lone_surrogate) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::string_view character = text.substr(0, length_of(text[0]));
    text.remove_prefix(character.size());
    const char c = character[0];
    if (lone_surrogate > 0 && random_.chance(lone_surrogate)) {
      out += escape(static_cast<unsigned>(random_.between(0xD800, 0xDFFF)));
    }
    if (style_.escaped > 0 && random_.chance(style_.escaped)) {
      out += escaped(character);
    } else if (c == '"' || c == '\\' || (c == '/' && style_.escaped_slashes)) {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += escaped(character);
    } else {
      out += character;
    }
  }
  return out + "\"";
}

std::string JsonWriter::array(const std::vector<std::string>& items) {
  std::string out = "[" + space();
  for (const std::string& item : items) out += (&item == items.data() ? "" : "," + space()) + item + space();
  return out + "]";
}

std::string JsonWriter::object(Fields fields) {
  if (style_.shuffled) random_.shuffle(fields);
  std::string out = "{" + space();
  for (const auto& field : fields) {
    if (&field != fields.data()) out += "," + space();
    out += quoted(field.first, 0) + space() + ":" + space() + field.second + space();
  }
  return out + "}";
}

std::string JsonWriter::anything(int depth) {
  switch (random_.below(depth > 0 ? 8 : 6)) {
    case 0: return "null";
    case 1: return random_.chance(0.5) ? "true" : "false";
    case 2: return std::to_string(random_.between(-1000, 1000));
    case 3: return "-1.5e-7";
    case 4: return string("\"mappings\":\"AAAA\",{[\\");
    case 5: return string("");
    case 6: {
      std::vector<std::string> items;
      for (auto count = random_.below(4); count > 0; --count) items.push_back(anything(depth - 1));
      return array(items);
    }
    default: {
      Fields fields;
      for (auto count = random_.below(4); count > 0; --count) {
        fields.emplace_back(count == 1 ? "mappings" : "key" + std::to_string(count), anything(depth - 1));
      }
      return object(fields);
    }
  }
}

std::string JsonWriter::space() {
  if (!style_.spaced) return "";
  static const std::vector<std::string> kSpaces = {"", "", " ", "\n", "\t", "\r\n  "};
  return random_.pick(kSpaces);
}

}  // namespace smcache::test
