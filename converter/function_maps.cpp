#include "converter/function_maps.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include <simdjson.h>

#include "converter/json_reader.hpp"
#include "converter/vlq.hpp"

namespace smcache::detail {
namespace {

using Type = ondemand::json_type;
using Changes = std::vector<OriginalFunctions::Change>;

constexpr std::int64_t kLargest = 0xFFFFFFFF;
constexpr std::string_view kFacebook = "x_facebook_sources";
constexpr std::string_view kPasta = "x_com_bloomberg_sourcesFunctionMappings";

bool fits(std::int64_t number) noexcept { return number >= 0 && number <= kLargest; }

Position place(std::int64_t line, std::int64_t column) noexcept {
  return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)};
}

// Walks over an array that has an item for each source.
class PerSource {
 public:
  PerSource(std::string_view field, Diagnostics& diagnostics) : field_(field), diagnostics_(diagnostics) {}

  // `read` returns whether the item of a source was sound; false: see diagnostics.
  template <typename Read>
  bool walk(std::string_view json, std::uint32_t source_count, const Read& read) {
    const simdjson::padded_string padded(json);
    ondemand::parser parser;
    ondemand::document document;
    ondemand::array items;
    if (json == "null" && !diagnostics_.strict()) return true;
    if (parser.iterate(padded).get(document) || document.get_array().get(items)) return fault("is not an array");
    std::uint32_t source = 0;
    for (auto item : items) {
      if (item.error()) return fault("is not an array");
      if (source >= source_count) return fault("has more items than there are sources");
      if (!read(source, item.value_unsafe()) && !fault_at(source)) return false;
      ++source;
    }
    return true;
  }

 private:
  bool fault(std::string_view what) {
    return diagnostics_.fault(ErrorCode::function_map_invalid,
                              [&] { return std::string(field_) + ": " + std::string(what); });
  }
  bool fault_at(std::uint32_t source) {
    return diagnostics_.fault(ErrorCode::function_map_invalid, [&] {
      return std::string(field_) + ": the item of source " + std::to_string(source) + " is not as it should be";
    });
  }

  std::string_view field_;
  Diagnostics& diagnostics_;
};

bool is_null(ondemand::value value) {
  Type type{};
  return !value.type().get(type) && type == Type::null;
}

// "names" and "mappings" of a source; nullopt where they are missing or of other types.
struct FunctionMap {
  std::vector<TextRef> names;
  JsonText mappings;
};

std::optional<FunctionMap> read_function_map(ondemand::value value, JsonReader& json) {
  FunctionMap map;
  bool has_names = false;
  bool has_mappings = false;
  ondemand::object fields;
  if (value.get_object().get(fields)) return std::nullopt;
  for (auto entry : fields) {
    if (entry.error()) return std::nullopt;
    const auto key = json.key(entry.value_unsafe());
    if (!key) return std::nullopt;
    ondemand::value field = entry.value_unsafe().value();
    if (*key == "names") {
      ondemand::array names;
      if (field.get_array().get(names)) return std::nullopt;
      for (auto name : names) {
        if (name.error() || json.type_of(name.value_unsafe()) != Type::string) return std::nullopt;
        const auto text = json.pooled(name.value_unsafe(), kFacebook);
        if (!text) return std::nullopt;
        map.names.push_back(*text);
      }
      has_names = true;
    } else if (*key == "mappings") {
      if (json.type_of(field) != Type::string) return std::nullopt;
      auto text = json.text(field, kFacebook);
      if (!text) return std::nullopt;
      map.mappings = std::move(*text);
      has_mappings = true;
    } else if (!json.skip(field)) {
      return std::nullopt;
    }
  }
  if (!has_names || !has_mappings) return std::nullopt;
  return map;
}

// Lines are split by ';', segments by ',': column, name, line, each relative. The column starts anew with
// each line; lines count from one.
std::optional<Changes> decode_facebook(std::string_view mappings, std::span<const std::uint32_t> functions) {
  Changes changes;
  std::int64_t column = 0;
  std::int64_t name = 0;
  std::int64_t line = 1;
  const char* at = mappings.data();
  const char* const end = at + mappings.size();
  while (at != end) {
    if (*at == ';' || *at == ',') {
      if (*at++ == ';') column = 0;
      continue;
    }
    std::array<std::int64_t, 3> fields{};
    for (std::size_t i = 0; at != end && *at != ',' && *at != ';'; ++i) {
      std::int64_t value = 0;
      if (!read_vlq(at, end, value)) return std::nullopt;
      if (i < fields.size()) fields.at(i) = value;
    }
    column += fields[0];
    name += fields[1];
    line += fields[2];
    if (!fits(column) || !fits(line - 1) || name < 0 || name >= static_cast<std::int64_t>(functions.size())) {
      return std::nullopt;
    }
    changes.push_back({place(line - 1, column), functions[static_cast<std::size_t>(name)]});
  }
  std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return changes;
}

// Segments of name, start line and column, end line and column. The start line is relative to the end
// line before it, the end line to the start line, all others to their own kind. Ends are inclusive.
std::optional<std::vector<OriginalFunctions::Range>> decode_pasta(std::string_view mappings,
                                                                  std::span<const TextRef> names,
                                                                  OriginalFunctions& out) {
  std::vector<OriginalFunctions::Range> ranges;
  std::int64_t name = 0;
  std::int64_t start_column = 0;
  std::int64_t end_line = 0;
  std::int64_t end_column = 0;
  const char* at = mappings.data();
  const char* const end = at + mappings.size();
  while (at != end) {
    std::array<std::int64_t, 5> fields{};
    for (std::int64_t& field : fields) {
      if (!read_vlq(at, end, field)) return std::nullopt;
    }
    if (at != end && *at++ != ',') return std::nullopt;
    name += fields[0];
    const std::int64_t start_line = end_line + fields[1];
    start_column += fields[2];
    end_line = start_line + fields[3];
    end_column += fields[4];
    if (!fits(start_line) || !fits(start_column) || !fits(end_line) || !fits(end_column + 1) || name < 0 ||
        name >= static_cast<std::int64_t>(names.size())) {
      return std::nullopt;
    }
    const OriginalFunctions::Range range{place(start_line, start_column), place(end_line, end_column + 1), 0};
    if (range.end < range.start || (!ranges.empty() && range.start < ranges.back().start)) return std::nullopt;
    ranges.push_back(range);
    ranges.back().function = out.add(names[static_cast<std::size_t>(name)]);
  }
  return ranges;
}

}  // namespace

bool read_facebook_sources(std::string_view json, std::uint32_t source_count, StringPool& strings,
                           Diagnostics& diagnostics, OriginalFunctions& out) {
  JsonReader reader(strings, diagnostics);
  return PerSource(kFacebook, diagnostics).walk(json, source_count, [&](std::uint32_t source, ondemand::value item) {
    if (is_null(item)) return true;
    ondemand::array metadata;
    if (item.get_array().get(metadata)) return false;
    bool is_first = true;
    for (auto entry : metadata) {
      if (entry.error()) return false;
      // Only the first has a meaning here; the others need to be passed over all the same.
      if (!is_first || is_null(entry.value_unsafe())) {
        is_first = false;
        if (!reader.skip(entry.value_unsafe())) return false;
        continue;
      }
      is_first = false;
      const auto map = read_function_map(entry.value_unsafe(), reader);
      if (!map) return false;
      std::vector<std::uint32_t> functions;
      for (const TextRef name : map->names) {
        const bool anonymous = name.length == 0 || strings.view(name) == "<anonymous>";
        functions.push_back(out.add(anonymous ? TextRef{} : name));
      }
      auto changes = decode_facebook(map->mappings.view(), functions);
      if (!changes) return false;
      out.set(source, std::move(*changes));
    }
    return true;
  });
}

bool read_pasta(std::string_view json, std::uint32_t source_count, std::span<const TextRef> names,
                Diagnostics& diagnostics, OriginalFunctions& out) {
  return PerSource(kPasta, diagnostics).walk(json, source_count, [&](std::uint32_t source, ondemand::value item) {
    if (is_null(item)) return true;
    std::string_view text;
    if (item.get_string().get(text)) return false;
    const auto ranges = decode_pasta(text, names, out);
    if (!ranges) return false;
    out.set_ranges(source, *ranges);
    return true;
  });
}

}  // namespace smcache::detail
