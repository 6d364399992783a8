#include "tools/bench/synthetic_map.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string_view>

#include "tools/smcache/vlq_writer.hpp"

namespace smcache::bench {
namespace {

constexpr std::uint32_t kMappingsOfSource = 400;
constexpr std::uint32_t kMappingsOfLine = 20'000;
constexpr std::uint32_t kColumnsOfSource = 80;

using Engine = std::mt19937_64;

// 0 <= result < end: the same from every standard library, as distributions are not.
std::uint64_t below(Engine& engine, std::uint64_t end) { return engine() % end; }

struct Counts {
  std::uint32_t sources, names;
};

std::string mappings_field(Engine& engine, std::uint32_t mappings, Counts counts) {
  std::string out;
  std::int64_t line = 0;
  std::int64_t column = 0;
  std::int64_t name = 0;
  for (std::uint32_t i = 0; i < mappings; ++i) {
    const bool new_source = i % kMappingsOfSource == 0;
    const bool new_line = i % kMappingsOfLine == 0;
    if (i != 0) out += new_line ? ';' : ',';
    tool::append_vlq(out, new_line ? 0 : static_cast<std::int64_t>(1 + below(engine, 8)));
    tool::append_vlq(out, new_source && i != 0 && i / kMappingsOfSource < counts.sources ? 1 : 0);
    const bool next_line = below(engine, 5) == 0;
    const std::int64_t to_line =
        new_source ? 0 : line + (next_line ? 1 + static_cast<std::int64_t>(below(engine, 3)) : 0);
    const std::int64_t to_column = next_line || new_source
                                       ? static_cast<std::int64_t>(below(engine, 12))
                                       : (column + 2 + static_cast<std::int64_t>(below(engine, 14))) % kColumnsOfSource;
    tool::append_vlq(out, to_line - line);
    tool::append_vlq(out, to_column - column);
    line = to_line;
    column = to_column;
    if (below(engine, 5) >= 3) continue;
    // Names come again near where they first came.
    const auto newest = static_cast<std::int64_t>(std::uint64_t{i} * counts.names / mappings);
    const auto to_name = std::max<std::int64_t>(newest - static_cast<std::int64_t>(below(engine, 30)), 0);
    tool::append_vlq(out, to_name - name);
    name = to_name;
  }
  return out;
}

void put_list(std::string& json, std::string_view field, std::uint32_t count, const auto& put_item) {
  json.append(",\"").append(field).append("\":[");
  for (std::uint32_t i = 0; i < count; ++i) {
    json += i == 0 ? "\"" : ",\"";
    put_item(i);
    json += '"';
  }
  json += ']';
}

}  // namespace

std::string synthetic_map(std::uint32_t mappings) {
  Engine engine(mappings);
  const Counts counts{mappings / kMappingsOfSource + 1, mappings / 20 + 1};
  std::string json = R"({"version":3,"file":"synthetic.min.js")";
  put_list(json, "sources", counts.sources, [&](std::uint32_t i) {
    json.append("webpack://app/./src/module-").append(std::to_string(i)).append(".ts");
  });
  put_list(json, "sourcesContent", counts.sources, [&](std::uint32_t i) {
    for (std::uint32_t line = 0; line < kMappingsOfSource / 2; ++line) {
      json.append("  const value").append(std::to_string(i)).append(" = \\\"").append(std::to_string(line));
      json.append("\\\";\\n");
    }
  });
  put_list(json, "names", counts.names, [&](std::uint32_t i) { json.append("name").append(std::to_string(i)); });
  return json + ",\"mappings\":\"" + mappings_field(engine, mappings, counts) + "\"}";
}

const Conversion& synthetic_cache(std::uint32_t mappings) {
  static std::map<std::uint32_t, Conversion> made;
  const auto at = made.find(mappings);
  if (at != made.end()) return at->second;
  const std::string json = synthetic_map(mappings);
  ConvertOptions options;
  options.strict = true;
  auto conversion = convert(as_bytes(json), options);
  if (!conversion) {
    std::fprintf(stderr, "synthetic map: %s\n", conversion.error().message.c_str());
    std::abort();
  }
  return made.emplace(mappings, std::move(*conversion)).first->second;
}

std::vector<Position> random_positions(const Cache& cache, std::size_t count) {
  Engine engine(count);
  std::vector<Position> positions;
  while (positions.size() < count) {
    const auto mapping = cache.mapping(static_cast<std::uint32_t>(below(engine, cache.mapping_count())));
    positions.push_back(
        {mapping->generated.line, mapping->generated.column + static_cast<std::uint32_t>(below(engine, 4))});
  }
  return positions;
}

}  // namespace smcache::bench
