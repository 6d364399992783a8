// Regular and index source maps from their JSON (ECMA-426, "Decoding source maps" and "Index source map").
#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/oracle/decode_mappings.hpp"
#include "tests/oracle/json_text.hpp"
#include "tests/oracle/source_map.hpp"
#include "tests/oracle/values.hpp"

namespace smcache::oracle {
namespace {

using nlohmann::json;

constexpr int kDeepestSections = 32;

class Decoder {
 public:
  Decoder(const JsonText& text, Faults& faults) : text_(text), faults_(faults) {}

  // A regular or index map whose generated code begins at `offset`, and ends at `end` if that is known.
  SourceMap decode(const json& map, Place offset, std::optional<Place> end, int depth) {
    if (!map.is_object()) faults_.fail(ErrorCode::not_an_object);
    const bool sections = optional(map, "sections", ErrorCode::sections_invalid) != nullptr;
    if (sections && present(map, "mappings")) faults_.fail(ErrorCode::sections_and_mappings);
    check_version(map);
    SourceMap decoded = sections ? decode_index(map, offset, end, depth) : decode_regular(map, offset, end);
    decoded.file = optional_string(map, "file", ErrorCode::file_invalid);
    decoded.debug_id = debug_id(map);
    return decoded;
  }

 private:
  static bool present(const json& map, const char* field) { return map.contains(field); }

  // An optional field: nullptr where it is missing. null counts as missing, which strict mode minds.
  const json* optional(const json& map, const char* field, ErrorCode code) {
    if (!map.contains(field)) return nullptr;
    if (!map[field].is_null()) return &map[field];
    faults_.mind_in_strict(code);
    return nullptr;
  }

  std::optional<std::string> optional_string(const json& map, const char* field, ErrorCode code) {
    const json* value = optional(map, field, code);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) return faults_.fault(code), std::nullopt;
    return text_.read(*value);
  }

  // The items of an optional array; an item that is neither string nor null is a fault, and null.
  std::vector<std::optional<std::string>> optional_strings(const json& map, const char* field, ErrorCode code,
                                                           bool null_is_fault) {
    const json* value = optional(map, field, code);
    if (value == nullptr) return {};
    if (value->is_array()) return strings_of(*value, code, null_is_fault);
    faults_.fault(code);
    return {};
  }

  std::vector<std::optional<std::string>> strings_of(const json& array, ErrorCode code, bool null_is_fault) {
    std::vector<std::optional<std::string>> items;
    for (const json& item : array) {
      if (item.is_string()) {
        items.emplace_back(text_.read(item));
      } else {
        if (!item.is_null() || null_is_fault) faults_.fault(code);
        items.emplace_back(std::nullopt);
      }
    }
    return items;
  }

  void check_version(const json& map) {
    if (!map.contains("version") || whole_number(map["version"]) != 3) faults_.fault(ErrorCode::version_invalid);
  }

  // The fields of a regular map but for its mappings. An index map is asked for them as well: what has
  // the wrong type there is as wrong, if of no further use.
  SourceMap read_fields(const json& map) {
    SourceMap decoded;
    decoded.source_root = optional_string(map, "sourceRoot", ErrorCode::source_root_invalid);
    if (map.contains("sources") && map["sources"].is_array()) {
      for (auto& name : strings_of(map["sources"], ErrorCode::sources_invalid, false)) {
        Source source;
        source.raw_name = name;
        if (name) source.name = joined(decoded.source_root, *name);
        decoded.sources.push_back(std::move(source));
      }
    }
    auto contents = optional_strings(map, "sourcesContent", ErrorCode::sources_content_invalid, false);
    for (std::size_t i = 0; i < std::min(contents.size(), decoded.sources.size()); ++i) {
      decoded.sources[i].content = std::move(contents[i]);
    }
    for (auto& name : optional_strings(map, "names", ErrorCode::names_invalid, true)) {
      decoded.names.push_back(name.value_or(""));
    }
    return decoded;
  }

  SourceMap decode_regular(const json& map, Place offset, std::optional<Place> end) {
    if (!present(map, "mappings")) faults_.fail(ErrorCode::mappings_missing);
    if (!map["mappings"].is_string()) faults_.fail(ErrorCode::mappings_not_a_string);
    if (!present(map, "sources")) faults_.fail(ErrorCode::sources_missing);
    if (!map["sources"].is_array()) faults_.fail(ErrorCode::sources_not_an_array);

    SourceMap decoded = read_fields(map);
    mark_ignored(ignore_list(map), decoded.sources);
    const std::string mappings = text_.read(map["mappings"]);
    const auto ranges = optional_string(map, "rangeMappings", ErrorCode::range_mappings_invalid);
    decoded.mappings =
        decode_mappings({mappings, ranges, decoded.sources.size(), decoded.names.size(), offset, end}, faults_);
    return decoded;
  }

  // The numbers of a list of source indexes; nullopt where the field is missing or no list.
  std::optional<std::vector<std::int64_t>> optional_indexes(const json& map, const char* field) {
    const json* list = optional(map, field, ErrorCode::ignore_list_invalid);
    if (list == nullptr) return std::nullopt;
    if (!list->is_array()) return faults_.fault(ErrorCode::ignore_list_invalid), std::nullopt;
    std::vector<std::int64_t> indexes;
    for (const json& item : *list) {
      if (const auto index = whole_number(item)) {
        indexes.push_back(*index);
      } else {
        faults_.fault(ErrorCode::ignore_list_invalid);
      }
    }
    return indexes;
  }

  std::vector<std::int64_t> ignore_list(const json& map) {
    const auto standard = optional_indexes(map, "ignoreList");
    const auto older = optional_indexes(map, "x_google_ignoreList");
    return standard ? *standard : older.value_or(std::vector<std::int64_t>());
  }

  void mark_ignored(const std::vector<std::int64_t>& indexes, std::vector<Source>& sources) {
    for (const std::int64_t index : indexes) {
      if (index < static_cast<std::int64_t>(sources.size())) {
        sources[static_cast<std::size_t>(index)].ignored = true;
      } else {
        faults_.fault(ErrorCode::ignore_list_out_of_range);
      }
    }
  }

  std::optional<std::array<std::uint8_t, 16>> debug_id(const json& map) {
    std::optional<std::array<std::uint8_t, 16>> found;
    for (const char* field : {"debug_id", "debugId"}) {  // the second is the standard's, and counts where both do
      const json* value = optional(map, field, ErrorCode::debug_id_invalid);
      if (value == nullptr) continue;
      const auto id = value->is_string() ? uuid(text_.read(*value)) : std::nullopt;
      if (id) {
        found = id;
      } else {
        faults_.fault(ErrorCode::debug_id_invalid);
      }
    }
    return found;
  }

  // Where a section begins; what is wrong in it counts as zero.
  Place section_offset(const json& section) {
    const json offset = section.value("offset", json());
    std::optional<std::int64_t> line;
    std::optional<std::int64_t> column;
    if (offset.is_object()) {
      line = whole_number(offset.value("line", json()));
      column = whole_number(offset.value("column", json()));
    }
    if (!line || !column) faults_.fault(ErrorCode::section_offset_invalid);
    return {line.value_or(0), column.value_or(0)};
  }

  SourceMap decode_index(const json& map, Place outer, std::optional<Place> outer_end, int depth) {
    if (depth == kDeepestSections) faults_.fail(ErrorCode::sections_too_deep);
    if (!map["sections"].is_array()) faults_.fail(ErrorCode::sections_invalid);
    static_cast<void>(read_fields(map));
    static_cast<void>(ignore_list(map));
    static_cast<void>(optional_string(map, "rangeMappings", ErrorCode::range_mappings_invalid));
    std::vector<std::pair<Place, const json*>> sections;
    for (const json& section : map["sections"]) {
      if (!section.is_object()) {
        faults_.fault(ErrorCode::sections_invalid);
        continue;
      }
      sections.emplace_back(section_offset(section), &section);
    }
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(sections.begin(), sections.end(), before)) {
      faults_.fault(ErrorCode::sections_unordered);
      std::stable_sort(sections.begin(), sections.end(), before);
    }

    SourceMap decoded;
    for (std::size_t i = 0; i < sections.size(); ++i) {
      std::optional<Place> end = outer_end;
      if (i + 1 < sections.size()) {
        const Place next = moved(sections[i + 1].first, outer);
        if (!end || next < *end) end = next;
      }
      append_section(decoded, *sections[i].second, moved(sections[i].first, outer), end, depth);
    }
    return decoded;
  }

  // Where a section begins that has this offset in a map which begins at `outer`.
  static Place moved(Place offset, Place outer) {
    return {outer.line + offset.line, offset.column + (offset.line == 0 ? outer.column : 0)};
  }

  // The last place of all stands for what lies behind it.
  static Place tellable(Place place) {
    constexpr std::int64_t kLargest = 0xFFFFFFFF;
    return place.line > kLargest ? Place{kLargest, kLargest} : Place{place.line, std::min(place.column, kLargest)};
  }

  void append_section(SourceMap& to, const json& section, Place start, std::optional<Place> end, int depth) {
    if (!end || start < *end) to.sections.push_back({tellable(start), to.mappings.size(), to.sources.size()});
    if (!section.value("map", json()).is_object()) {
      if (!section.value("url", json()).is_string()) return faults_.fault(ErrorCode::sections_invalid);
      text_.read(section["url"]);
      return faults_.fault(ErrorCode::section_url_skipped);
    }
    SourceMap inner = decode(section["map"], start, end, depth + 1);
    for (Section deeper : inner.sections) {
      deeper.first_mapping += to.mappings.size();
      deeper.first_source += to.sources.size();
      to.sections.push_back(deeper);
    }
    for (Mapping mapping : inner.mappings) {
      if (mapping.original) mapping.original->source += static_cast<std::int64_t>(to.sources.size());
      if (mapping.name) *mapping.name += static_cast<std::int64_t>(to.names.size());
      to.mappings.push_back(mapping);
    }
    std::move(inner.sources.begin(), inner.sources.end(), std::back_inserter(to.sources));
    std::move(inner.names.begin(), inner.names.end(), std::back_inserter(to.names));
  }

  const JsonText& text_;
  Faults& faults_;
};

}  // namespace

std::variant<SourceMap, ErrorCode> decode(std::string_view json, Mode mode) {
  Faults faults(mode);
  try {
    const JsonText text(json, faults);
    SourceMap map = Decoder(text, faults).decode(text.value(), {}, std::nullopt, 0);
    map.warnings = faults.counts();
    map.strict_only = faults.strict_only();
    map.repeated_keys = text.repeats_keys();
    return map;
  } catch (const Failed& failed) {
    return failed.code;
  }
}

}  // namespace smcache::oracle
