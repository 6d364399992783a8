#include "tests/property/random_map.hpp"

#include <algorithm>
#include <optional>

#include "tests/property/mappings_writer.hpp"
#include "tests/property/random_text.hpp"

namespace smcache::test {
namespace {

constexpr std::int64_t kLargest = 0xFFFFFFFF;
constexpr std::int64_t kLargestStep = 0x7FFFFFFF;

struct Extent {
  std::int64_t source_count, name_count;
};

struct Mappings {
  std::string mappings, range_mappings;
};

std::string trimmed(std::string text, char last) {
  while (!text.empty() && text.back() == last) text.pop_back();
  return text;
}

class Wanderer {
 public:
  Wanderer(Random& random, const Shape& shape, Extent extent) : random_(random), shape_(shape), extent_(extent) {}

  Mappings write() {
    const auto lines = random_.below(shape_.lines) + 1;
    for (std::uint64_t line = 0; line < lines; ++line) {
      if (line != 0) next_line();
      if (random_.chance(shape_.empty_line)) {
        for (auto run = random_.below(shape_.empty_run); run > 0; --run) next_line();
      } else {
        write_line();
      }
    }
    // Trailing separators say nothing, and some generators leave them out.
    return {writer_.text(), random_.chance(0.5) ? ranges_ : trimmed(ranges_, ';')};
  }

 private:
  void next_line() {
    writer_.next_line();
    ranges_ += ';';
  }

  void write_line() {
    std::int64_t column = 0;
    std::uint64_t last_range = 0;  // counted from one
    for (auto left = random_.below(shape_.segments + 1); left > 0; --left) {
      column = next_column(column);
      const unsigned zeros = random_.chance(shape_.long_vlq) ? static_cast<unsigned>(random_.between(1, 40)) : 0;
      if (extent_.source_count == 0 || random_.chance(shape_.unmapped)) {
        writer_.segment(column, std::nullopt, zeros);
      } else {
        wander(column);
        writer_.segment(column, original_, zeros);
      }
      if (random_.chance(shape_.range)) {
        ranges_ += unsigned_vlq(writer_.segments() - last_range);
        last_range = writer_.segments();
      }
    }
  }

  std::int64_t next_column(std::int64_t column) {
    if (random_.chance(shape_.same_position)) return column;
    if (random_.chance(shape_.backwards))
      return random_.between(std::max<std::int64_t>(0, column - kLargestStep), column);
    return std::min(column + step(shape_.column_step), kLargest);
  }

  std::int64_t step(std::int64_t usual) {
    return random_.chance(shape_.huge_step) ? random_.between(1, kLargestStep)
                                            : random_.between(1, std::max<std::int64_t>(usual, 1));
  }

  // Moves the original position on.
  void wander(std::int64_t column) {
    original_.name = extent_.name_count > 0 && random_.chance(shape_.named)
                         ? std::optional(random_.between(0, extent_.name_count - 1))
                         : std::nullopt;
    if (random_.chance(shape_.same_original)) return;
    if (random_.chance(shape_.source_jump)) original_.source = random_.between(0, extent_.source_count - 1);
    original_.line = moved(original_.line, shape_.original_lines);
    original_.column = random_.chance(shape_.follows)
                           ? std::clamp(column, original_.column - kLargestStep, original_.column + kLargestStep)
                           : moved(original_.column, shape_.original_columns);
  }

  std::int64_t moved(std::int64_t from, std::int64_t usual) {
    const std::int64_t distance = step(usual + 1) - 1;
    const bool back = from - distance >= 0 && (from + distance > kLargest || random_.chance(0.4));
    return std::min(back ? from - distance : from + distance, kLargest);
  }

  Random& random_;
  const Shape& shape_;
  Extent extent_;
  MappingsWriter writer_;
  std::string ranges_;
  WrittenOriginal original_{0, 0, 0, std::nullopt};
};

std::string uuid(Random& random) {
  std::string text = "00000000-0000-0000-0000-000000000000";
  for (char& c : text) {
    if (c == '0') c = "0123456789abcdefABCDEF"[random.below(22)];
  }
  return text;
}

// Indexes of some of the sources, some of them twice.
std::string random_ignore_list(Random& random, JsonWriter& json, std::uint64_t sources) {
  std::vector<std::string> items;
  for (auto count = sources == 0 ? 0 : random.below(std::min<std::uint64_t>(sources, 20) + 1); count > 0; --count) {
    items.push_back(std::to_string(random.below(sources)) + (random.chance(0.1) ? ".0" : ""));
  }
  return json.array(items);
}

std::string random_contents(Random& random, JsonWriter& json, std::uint64_t sources) {
  std::vector<std::string> items;
  const auto count = random.chance(0.7) ? sources : random.below(sources + 3);  // shorter, or longer
  const std::string shared = random_content(random, 40);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto kind = random.below(sources > 100 ? 40 : 8);
    if (kind == 0) {
      items.push_back(json.string(shared));
    } else if (kind > 6) {
      items.push_back("null");
    } else {
      items.push_back(json.string(random_content(random, kind == 1 ? 400 : 10)));
    }
  }
  return json.array(items);
}

}  // namespace

MapParts random_parts(Random& random, const Shape& shape, const JsonStyle& style) {
  JsonWriter json(random, style);
  JsonStyle plain = style;  // where half a surrogate pair would be a fault of another kind
  plain.lone_surrogate = 0;
  JsonWriter plain_json(random, plain);

  const auto sources = random.below(shape.sources + 1);
  std::vector<std::string> source_items, name_items;
  for (std::uint64_t i = 0; i < sources; ++i) {
    source_items.push_back(random.chance(0.05) ? "null" : json.string(random_name(random)));
  }
  for (auto count = random.below(shape.names + 1); count > 0; --count)
    name_items.push_back(json.string(random_name(random)));
  const Mappings mappings =
      Wanderer(random, shape, {static_cast<std::int64_t>(sources), static_cast<std::int64_t>(name_items.size())})
          .write();

  MapParts parts;
  JsonWriter::Fields& fields = parts.fields;
  fields = {{"version", random.chance(0.9) ? "3" : "3.0"}, {"sources", json.array(source_items)}};
  parts.mappings = mappings.mappings;
  if (shape.range > 0 || random.chance(0.1)) parts.range_mappings = mappings.range_mappings;
  if (!name_items.empty() || random.chance(0.7)) fields.emplace_back("names", json.array(name_items));
  if (random.chance(0.7)) fields.emplace_back("sourcesContent", random_contents(random, json, sources));
  if (random.chance(0.5)) fields.emplace_back("file", json.string(random_name(random)));
  if (random.chance(0.4)) {
    static const std::vector<std::string> kRoots = {"", "/", "root", "root/", "webpack://", "http://host/a b/"};
    fields.emplace_back("sourceRoot", json.string(random.pick(kRoots)));
  }
  if (random.chance(0.3)) fields.emplace_back("ignoreList", random_ignore_list(random, json, sources));
  if (random.chance(0.2)) fields.emplace_back("x_google_ignoreList", random_ignore_list(random, json, sources));
  if (random.chance(0.2)) fields.emplace_back("debugId", plain_json.string(uuid(random)));
  if (random.chance(0.2)) fields.emplace_back("debug_id", plain_json.string(uuid(random)));
  if (random.chance(0.3)) fields.emplace_back("x_unknown", json.anything(3));
  return parts;
}

std::string written(Random& random, const MapParts& parts, const JsonStyle& style) {
  JsonStyle plain = style;  // half a surrogate pair would be a fault of another kind here
  plain.lone_surrogate = 0;
  JsonWriter json(random, plain);
  JsonWriter::Fields fields = parts.fields;
  fields.emplace_back("mappings", json.string(parts.mappings));
  if (parts.range_mappings) fields.emplace_back("rangeMappings", json.string(*parts.range_mappings));
  return json.object(fields);
}

std::string random_map(Random& random, const Shape& shape, const JsonStyle& style) {
  return written(random, random_parts(random, shape, style), style);
}

namespace {

std::string random_index_map(Random& random, const JsonStyle& style, int depth, bool outermost) {
  static const std::vector<Shape> kInner = {
      {.name = "line", .lines = 1, .segments = 150, .names = 100},
      {.name = "tiny", .lines = 4, .segments = 4, .unmapped = 0.2, .range = 0.1},
      {.name = "lines", .lines = 90, .segments = 6, .empty_line = 0.3, .empty_run = 30, .range = 0.02}};
  std::int64_t room = 3000;  // lines that a section of this map may take
  for (int level = 0; level < depth; ++level) room *= 40;

  JsonWriter json(random, style);
  std::vector<std::string> sections;
  std::int64_t line = random.chance(0.5) ? 0 : random.between(0, 50);
  std::int64_t column = random.chance(0.5) ? 0 : random.between(0, 500);
  for (auto count = random.below(6); count > 0; --count) {
    const bool nested = depth > 0 && random.chance(0.3);
    const auto shape = random.below(kInner.size());
    const std::string map =
        nested ? random_index_map(random, style, depth - 1, false) : random_map(random, kInner[shape], style);
    const std::string offset = json.object({{"line", std::to_string(line)}, {"column", std::to_string(column)}});
    sections.push_back(json.object({{"offset", offset}, {"map", map}}));
    if (!nested && shape == 0 && random.chance(0.5)) {
      column += 2000;
    } else {
      line += outermost && random.chance(0.05) ? random.between(room, 800000000) : random.between(room, 2 * room);
      column = random.chance(0.5) ? 0 : random.between(0, 300);
    }
  }
  JsonWriter::Fields fields = {{"version", "3"}, {"sections", json.array(sections)}};
  if (random.chance(0.5)) fields.emplace_back("file", json.string(random_name(random)));
  if (random.chance(0.3)) fields.emplace_back("debugId", "\"" + uuid(random) + "\"");
  if (random.chance(0.2)) fields.emplace_back("x_unknown", json.anything(2));
  return json.object(fields);
}

}  // namespace

std::string random_index_map(Random& random, const JsonStyle& style, int depth) {
  return random_index_map(random, style, depth, true);
}

}  // namespace smcache::test
