#include "tests/property/malformed_map.hpp"

#include <vector>

namespace smcache::test {
namespace {

// Pieces that break segments, or push running numbers out of their range.
const std::vector<std::string>& fragments() {
  static const std::vector<std::string> kFragments = {",",
                                                      ",,",
                                                      ";",
                                                      "!",
                                                      "g",
                                                      "gA",
                                                      "B",
                                                      "D",
                                                      "T",
                                                      "AA",
                                                      "AAA",
                                                      "AAAAAA",
                                                      "ggggggE",
                                                      "+/////D",
                                                      "//////D",
                                                      "ggggggC",
                                                      "hgggggE",
                                                      "\u00E9",
                                                      " ",
                                                      "=",
                                                      "A+/////D",
                                                      "AD",
                                                      "AADA",
                                                      "AAAAD",
                                                      "AAAA+B",
                                                      "A+BAA",
                                                      "AA+/////DA",
                                                      "AAA+/////DA",
                                                      "gggggggggggA",
                                                      "ggggggggC",
                                                      "D,C",
                                                      "CCCC",
                                                      "\t",
                                                      "AAAA,AAAA",
                                                      "+/////D,+/////D,+/////D",
                                                      ",DAAA"};
  return kFragments;
}

void break_text(Random& random, std::string& text) {
  for (auto count = random.below(4) + 1; count > 0; --count) {
    const auto at = random.below(text.size() + 1);
    switch (random.below(4)) {
      case 0: text.erase(at, random.below(3)); break;
      case 1: text.insert(at, "," + random.pick(fragments()) + ","); break;
      default: text.insert(at, random.pick(fragments())); break;
    }
  }
}

// A value that the field may or may not have.
std::string odd_value(Random& random, JsonWriter& json) {
  static const std::vector<std::string> kValues = {
      "null",
      "true",
      "0",
      "3",
      "4",
      "\"3\"",
      "[]",
      "{}",
      "\"\"",
      "\"text\"",
      "[0]",
      "[1, 2, \"x\", null, -1, 1.5, 4294967295, 4294967296, 1e300, [], {}, true]",
      "[null, \"a\", 1, [\"b\"], {\"c\":[]}, false]",
      "\"123e4567-e89b-12d3-a456-426614174000\"",
      "\"123e4567-e89b-12d3-a456-42661417400g\"",
      "-1",
      "3.5",
      "1e999"};
  return random.chance(0.9) ? random.pick(kValues) : json.anything(3);
}

void break_fields(Random& random, JsonWriter& json, JsonWriter::Fields& fields) {
  static const std::vector<std::string> kNames = {"version",        "file",       "sourceRoot",          "names",
                                                  "sourcesContent", "ignoreList", "x_google_ignoreList", "debugId",
                                                  "debug_id",       "x_unknown"};
  for (auto count = random.below(3); count > 0; --count) {
    const std::string& name = random.pick(kNames);
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    if (random.chance(0.9)) fields.emplace_back(name, odd_value(random, json));
  }
  if (random.chance(0.05)) {
    std::erase_if(fields, [](const auto& field) { return field.first == "sources"; });
    fields.emplace_back("sources", random.chance(0.5) ? "[1, null, \"s\", {}]" : odd_value(random, json));
  }
}

std::string odd_offset(Random& random, JsonWriter& json) {
  if (random.chance(0.1)) return odd_value(random, json);
  JsonWriter::Fields offset;
  for (const char* part : {"line", "column"}) {
    if (random.chance(0.03)) continue;
    offset.emplace_back(part, random.chance(0.05)   ? odd_value(random, json)
                              : random.chance(0.03) ? "4294967295"
                                                    : std::to_string(random.below(random.chance(0.5) ? 3 : 40)));
  }
  return json.object(offset);
}

}  // namespace

std::string malformed_map(Random& random, const Shape& shape, const JsonStyle& style) {
  MapParts parts = random_parts(random, shape, style);
  JsonWriter json(random, style);
  if (random.chance(0.7)) break_text(random, parts.mappings);
  if (random.chance(0.3)) {
    if (!parts.range_mappings) parts.range_mappings.emplace();
    break_text(random, *parts.range_mappings);
  }
  if (random.chance(0.5)) break_fields(random, json, parts.fields);
  if (random.chance(0.05)) {
    parts.range_mappings.reset();
    parts.fields.emplace_back("rangeMappings", odd_value(random, json));
  }
  return written(random, parts, style);
}

std::string malformed_index_map(Random& random, const JsonStyle& style, int depth) {
  static const std::vector<Shape> kInner = {{.name = "line", .lines = 1, .segments = 100, .unmapped = 0.1, .names = 10},
                                            {.name = "lines",
                                             .lines = 50,
                                             .segments = 4,
                                             .empty_line = 0.3,
                                             .empty_run = 10,
                                             .backwards = 0.02,
                                             .range = 0.1}};
  JsonWriter json(random, style);
  std::vector<std::string> sections;
  for (auto count = random.below(5); count > 0; --count) {
    if (random.chance(0.03)) {
      sections.push_back(odd_value(random, json));
      continue;
    }
    JsonWriter::Fields section;
    if (!random.chance(0.05)) section.emplace_back("offset", odd_offset(random, json));
    const auto kind = random.below(20);
    if (kind == 0) {
      section.emplace_back("url", random.chance(0.7) ? "\"part.map\"" : odd_value(random, json));
    } else if (kind == 1) {
      section.emplace_back("map", odd_value(random, json));
    } else if (kind != 2) {
      const bool nested = depth > 0 && random.chance(0.4);
      const Shape& shape = random.pick(kInner);
      section.emplace_back("map", nested               ? malformed_index_map(random, style, depth - 1)
                                  : random.chance(0.2) ? malformed_map(random, shape, style)
                                                       : random_map(random, shape, style));
    }
    sections.push_back(json.object(section));
  }
  JsonWriter::Fields fields = {{"version", "3"}, {"sections", json.array(sections)}};
  if (random.chance(0.1)) fields.emplace_back("sources", "[]");
  if (random.chance(0.1)) break_fields(random, json, fields);
  return json.object(fields);
}

std::string with_damage(Random& random, std::string text) {
  for (auto count = random.below(3) + 1; count > 0 && !text.empty(); --count) {
    const auto at = random.below(text.size());
    switch (random.below(6)) {
      case 0: text.erase(at, 1); break;
      case 1: text.insert(at, 1, text[at]); break;
      case 2: text[at] = "\"\\{}[],:0e"[random.below(10)]; break;
      case 3: text[at] = static_cast<char>(random.below(256)); break;
      case 4: text.resize(at); break;
      default: text[at] = static_cast<char>(text[at] ^ (1 << random.below(8))); break;
    }
  }
  return text;
}

}  // namespace smcache::test
