#include "converter/source_map_json.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "converter/json_reader.hpp"
#include "converter/map_fields.hpp"
#include "converter/relative_path.hpp"

namespace smcache::detail {
namespace {

using Type = ondemand::json_type;

constexpr unsigned kMaxSectionDepth = 32;

// A place in a section, seen from where the section's offset counts. Sums past 2^32 are of no further
// interest than that they are.
WidePosition moved(const WidePosition& position, const WidePosition& by) noexcept {
  return {position.line + by.line, position.column + (position.line == 0 ? by.column : 0)};
}

// The maps of one section, or of a whole input, in order of the generated file.
struct Group {
  WidePosition offset;
  std::vector<RegularMap> maps;
};

class SourceMapReader {
 public:
  SourceMapReader(const JsonOptions& options, StringPool& pool, Diagnostics& diagnostics, SourceMapJson& out)
      : options_(options),
        diagnostics_(diagnostics),
        json_(pool, diagnostics),
        fields_(options.embed_sources, json_, diagnostics),
        out_(out) {}

  // The pool follows the text.
  bool read(std::string_view text) {
    json_.read_followed(true);
    return document(text, 0, out_.maps);
  }

 private:
  // Reads a JSON text that has to be one map: the input, or the file of a section.
  bool document(std::string_view text, unsigned depth, std::vector<RegularMap>& maps) {
    ondemand::parser parser;
    ondemand::document document;
    if (const auto error = parser.iterate(text, text.size() + simdjson::SIMDJSON_PADDING).get(document)) {
      return json_.invalid(error);
    }
    Type type{};
    if (const auto error = document.type().get(type)) return json_.invalid(error);
    if (type != Type::object) return diagnostics_.fail(ErrorCode::not_an_object, "the JSON is not an object");
    ondemand::object fields;
    if (const auto error = document.get_object().get(fields)) return json_.invalid(error);
    if (!object(document, fields, depth, maps)) return false;
    // Only at the end of the text is there no current location.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ||
           json_.invalid("something follows the end of the object");
  }

  bool object(ondemand::document& document, ondemand::object& object, unsigned depth, std::vector<RegularMap>& maps) {
    MapFields fields;
    std::optional<std::vector<Group>> sections;
    for (auto entry : object) {
      if (entry.error()) return json_.invalid(entry.error());
      const auto name = json_.key(entry.value_unsafe());
      if (!name) return false;
      const ondemand::value value = entry.value_unsafe().value();
      const bool read = *name == "sections" ? read_sections(document, value, depth, sections)
                                            : fields_.read(document, *name, value, fields);
      if (!read) return false;
    }
    if (!fields_.finish(fields, sections.has_value())) return false;
    if (depth == 0) {
      out_.is_index = sections.has_value();
      out_.file = fields.map.file;
      out_.source_root = sections ? TextRef{} : fields.map.source_root;
      out_.debug_id = fields.debug_id;
    }
    if (!sections) {
      maps.push_back(std::move(fields.map));
      return true;
    }
    std::move(fields.map.extensions.begin(), fields.map.extensions.end(), std::back_inserter(out_.extensions));
    return append(std::move(*sections), maps);
  }

  // Puts sections in order and says of each map where the next section ends it.
  bool append(std::vector<Group> sections, std::vector<RegularMap>& maps) {
    const auto by_offset = [](const Group& a, const Group& b) { return a.offset < b.offset; };
    if (!std::is_sorted(sections.begin(), sections.end(), by_offset)) {
      if (!diagnostics_.fault(ErrorCode::sections_unordered,
                              [] { return "sections: they do not stand in the order of their offsets"; })) {
        return false;
      }
      std::stable_sort(sections.begin(), sections.end(), by_offset);
    }
    for (std::size_t i = 0; i < sections.size(); ++i) {
      // A section ends the one before it even where it has nothing to say of its own first places: its
      // map was skipped, or is an index map whose sections begin later.
      if (sections[i].maps.empty() || sections[i].maps.front().start != WidePosition{}) {
        sections[i].maps.emplace(sections[i].maps.begin());
      }
      for (RegularMap& map : sections[i].maps) {
        map.start = moved(map.start, sections[i].offset);
        if (map.end) map.end = moved(*map.end, sections[i].offset);
        if (i + 1 < sections.size()) {
          const WidePosition next = sections[i + 1].offset;
          map.end = map.end ? std::min(*map.end, next) : next;
        }
        maps.push_back(std::move(map));
      }
    }
    return true;
  }

  bool read_sections(ondemand::document& document, ondemand::value value, unsigned depth,
                     std::optional<std::vector<Group>>& sections) {
    sections.reset();
    const auto type = json_.type_of(value);
    if (!type) return false;
    if (*type == Type::null && !diagnostics_.strict()) return json_.skip(value);
    if (*type != Type::array) {
      return json_.skip(value) && diagnostics_.fail(ErrorCode::sections_invalid, "sections: not an array");
    }
    if (depth == kMaxSectionDepth) {
      return diagnostics_.fail(ErrorCode::sections_too_deep, "sections: nested deeper than 32 levels");
    }
    sections.emplace();
    ondemand::array items;
    if (const auto error = value.get_array().get(items)) return json_.invalid(error);
    std::size_t number = 0;
    for (auto item : items) {
      if (item.error()) return json_.invalid(item.error());
      const auto item_type = json_.type_of(item.value_unsafe());
      if (!item_type) return false;
      if (*item_type == Type::object) {
        sections->emplace_back();
        if (!read_section(document, item.value_unsafe(), depth + 1, number, sections->back())) return false;
      } else if (!json_.skip(item.value_unsafe()) || !fault(ErrorCode::sections_invalid, number, "is not an object")) {
        return false;
      }
      ++number;
    }
    return true;
  }

  bool read_section(ondemand::document& document, ondemand::value value, unsigned depth, std::size_t number,
                    Group& group) {
    ondemand::object section;
    if (const auto error = value.get_object().get(section)) return json_.invalid(error);
    bool has_offset = false;
    bool has_map = false;
    std::optional<JsonText> url;
    for (auto entry : section) {
      if (entry.error()) return json_.invalid(entry.error());
      const auto name = json_.key(entry.value_unsafe());
      if (!name) return false;
      ondemand::value field = entry.value_unsafe().value();
      const auto field_type = json_.type_of(field);
      if (!field_type) return false;
      bool read = false;
      if (*name == "offset") {
        read = read_offset(field, number, group.offset);
        has_offset = true;
      } else if (*name == "map" && *field_type == Type::object) {
        group.maps.clear();
        ondemand::object map;
        if (const auto error = field.get_object().get(map)) return json_.invalid(error);
        read = object(document, map, depth, group.maps);
        has_map = true;
      } else if (*name == "url" && *field_type == Type::string) {
        url = json_.text(field, "url");
        read = url.has_value();
      } else {
        read = json_.skip(field);
      }
      if (!read) return false;
    }
    if (!has_offset && !fault(ErrorCode::section_offset_invalid, number, "has no offset; 0:0 is taken")) return false;
    if (has_map) return true;
    if (!url) return fault(ErrorCode::sections_invalid, number, "has no map");
    return read_section_file(url->view(), depth, number, group.maps);
  }

  bool read_offset(ondemand::value value, std::size_t number, WidePosition& offset) {
    offset = {};
    const auto type = json_.type_of(value);
    if (!type) return false;
    if (*type != Type::object) {
      return json_.skip(value) &&
             fault(ErrorCode::section_offset_invalid, number, "has an offset that is not an object; 0:0 is taken");
    }
    ondemand::object fields;
    if (const auto error = value.get_object().get(fields)) return json_.invalid(error);
    std::optional<std::uint32_t> line;
    std::optional<std::uint32_t> column;
    for (auto entry : fields) {
      if (entry.error()) return json_.invalid(entry.error());
      const auto name = json_.key(entry.value_unsafe());
      if (!name) return false;
      bool valid = true;
      if (*name == "line") {
        line = json_.index(entry.value_unsafe().value(), valid);
      } else if (*name == "column") {
        column = json_.index(entry.value_unsafe().value(), valid);
      } else {
        valid = json_.skip(entry.value_unsafe().value());
      }
      if (!valid) return false;
    }
    offset = {line.value_or(0), column.value_or(0)};
    return (line && column) || fault(ErrorCode::section_offset_invalid, number,
                                     "has an offset without a line or column of 0 to 4294967295; 0 is taken");
  }

  // A section whose map stands in a file of its own.
  bool read_section_file(std::string_view url, unsigned depth, std::size_t number, std::vector<RegularMap>& maps) {
    const std::filesystem::path& directory = options_.section_directory;
    const auto path = directory.empty() ? std::nullopt : relative_path(directory, url);
    if (!path) return fault(ErrorCode::section_url_skipped, number, "names a url that is not read: skipped");
    auto input = load_file(*path, {options_.max_input_bytes - section_bytes_, url});
    if (!input) {
      return fault(ErrorCode::section_url_skipped, number,
                   "names a file that cannot be read: " + input.error().message);
    }
    section_bytes_ += input->json().size();
    out_.section_files.push_back(std::move(*input));
    const bool followed = json_.read_followed(false);
    const bool read = document(out_.section_files.back().json(), depth, maps);
    json_.read_followed(followed);
    return read;
  }

  bool fault(ErrorCode code, std::size_t number, std::string_view what) {
    return diagnostics_.fault(code,
                              [&] { return "sections: section " + std::to_string(number) + " " + std::string(what); });
  }

  const JsonOptions& options_;
  Diagnostics& diagnostics_;
  JsonReader json_;
  MapFieldReader fields_;
  SourceMapJson& out_;
  std::uint64_t section_bytes_ = 0;
};

}  // namespace

bool read_source_map(std::string_view json, const JsonOptions& options, StringPool& pool, Diagnostics& diagnostics,
                     SourceMapJson& out) {
  SourceMapReader reader(options, pool, diagnostics, out);
  return reader.read(json);
}

}  // namespace smcache::detail
