#include "converter/map_fields.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace smcache::detail {
namespace {

std::uint32_t extension_kind(std::string_view field) noexcept {
  if (field == "x_facebook_sources") return kExtensionFacebookSources;
  if (field == "x_facebook_offsets") return kExtensionFacebookOffsets;
  if (field == "x_metro_module_paths") return kExtensionMetroModulePaths;
  if (field == "x_com_bloomberg_sourcesFunctionMappings") return kExtensionPastaMappings;
  if (field == "scopes") return kExtensionScopes;
  return 0;
}

}  // namespace

bool MapFieldReader::read(ondemand::document& document, std::string_view name, ondemand::value value,
                          MapFields& fields) {
  // The functions below call fields by literals: where `name` stands there may soon be something else.
  if (name == "sourcesContent") return contents(value, fields);
  if (name == "sources") return sources(value, fields);
  if (name == "names") return names(value, fields);
  if (name == "mappings") return mappings(value, fields);
  if (name == "version") return version(value, fields);
  if (name == "file") return string(value, "file", ErrorCode::file_invalid, fields.map.file);
  if (name == "sourceRoot") return string(value, "sourceRoot", ErrorCode::source_root_invalid, fields.map.source_root);
  if (name == "ignoreList") return ignore_list(value, "ignoreList", fields.ignore_list);
  if (name == "x_google_ignoreList") return ignore_list(value, "x_google_ignoreList", fields.google_ignore_list);
  if (name == "debugId") return debug_id(value, "debugId", fields.debug_id);
  if (name == "debug_id") return debug_id(value, "debug_id", fields.older_debug_id);
  if (name == "rangeMappings") return range_mappings(value, fields);
  const std::uint32_t kind = extension_kind(name);
  if (kind == 0) return json_.skip(value);
  const auto text = json_.skip_pooled(document, value);
  if (!text) return false;
  fields.map.extensions.push_back({kind, *text});
  return true;
}

bool MapFieldReader::finish(MapFields& fields, bool is_index) {
  if (!is_index) {
    if (!fields.has_mappings) {
      return diagnostics_.fail(ErrorCode::mappings_missing, "the object has neither \"mappings\" nor \"sections\"");
    }
    if (!fields.has_sources) return diagnostics_.fail(ErrorCode::sources_missing, "\"sources\" is missing");
    if (!fields.sources_are_array) return diagnostics_.fail(ErrorCode::sources_not_an_array, "sources: not an array");
  } else if (fields.has_mappings) {
    return diagnostics_.fail(ErrorCode::sections_and_mappings, "the object has both \"sections\" and \"mappings\"");
  }
  if (!fields.has_version && !diagnostics_.fault(ErrorCode::version_invalid,
                                                 [] { return "\"version\" is missing, 3 is taken for granted"; })) {
    return false;
  }
  if (!fields.debug_id) fields.debug_id = fields.older_debug_id;
  RegularMap& map = fields.map;
  const auto& ignored = fields.ignore_list ? fields.ignore_list : fields.google_ignore_list;
  if (!ignored || is_index) return true;
  for (const std::uint32_t index : *ignored) {
    if (index < map.sources.size()) {
      map.ignored.push_back(index);
    } else if (!diagnostics_.fault(ErrorCode::ignore_list_out_of_range, [&] {
                 return "ignoreList: source index " + std::to_string(index) + ", but there are " +
                        std::to_string(map.sources.size()) + " sources";
               })) {
      return false;
    }
  }
  return true;
}

bool MapFieldReader::wrong_type(ondemand::value value, Type type, std::string_view name, ErrorCode code) {
  if (!json_.skip(value)) return false;
  if (type == Type::null && !diagnostics_.strict()) return true;
  return diagnostics_.fault(code, [&] { return std::string(name) + ": not of the type that the standard asks for"; });
}

bool MapFieldReader::version(ondemand::value value, MapFields& fields) {
  fields.has_version = true;
  bool valid = true;
  const auto number = json_.index(value, valid);
  if (!valid) return false;
  if (number == 3U) return true;
  return diagnostics_.fault(ErrorCode::version_invalid, [] { return "version: not the number 3"; });
}

bool MapFieldReader::string(ondemand::value value, std::string_view name, ErrorCode code, TextRef& out) {
  out = {};
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::string) return wrong_type(value, *type, name, code);
  const auto text = json_.pooled(value, name);
  if (!text) return false;
  out = *text;
  return true;
}

bool MapFieldReader::mappings(ondemand::value value, MapFields& fields) {
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::string) {
    return json_.skip(value) && diagnostics_.fail(ErrorCode::mappings_not_a_string, "mappings: not a string");
  }
  auto text = json_.text(value, "mappings");
  if (!text) return false;
  fields.map.mappings = std::move(*text);
  fields.has_mappings = true;
  return true;
}

bool MapFieldReader::range_mappings(ondemand::value value, MapFields& fields) {
  fields.map.range_mappings.reset();
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::string) return wrong_type(value, *type, "rangeMappings", ErrorCode::range_mappings_invalid);
  fields.map.range_mappings = json_.text(value, "rangeMappings");
  return fields.map.range_mappings.has_value();
}

bool MapFieldReader::strings(ondemand::value value, std::string_view name, ErrorCode code, bool null_is_normal,
                             TextRef other, std::vector<TextRef>& out) {
  ondemand::array items;
  if (const auto error = value.get_array().get(items)) return json_.invalid(error);
  for (auto item : items) {
    if (item.error()) return json_.invalid(item.error());
    const auto type = json_.type_of(item.value_unsafe());
    if (!type) return false;
    if (*type == Type::string) {
      const auto text = json_.pooled(item.value_unsafe(), name);
      if (!text) return false;
      out.push_back(*text);
      continue;
    }
    if (!json_.skip(item.value_unsafe())) return false;
    out.push_back(other);
    if (*type == Type::null && null_is_normal) continue;
    if (!diagnostics_.fault(code, [&] {
          return std::string(name) + ": item " + std::to_string(out.size() - 1) + " is not a string";
        })) {
      return false;
    }
  }
  return true;
}

bool MapFieldReader::sources(ondemand::value value, MapFields& fields) {
  fields.map.sources.clear();
  const auto type = json_.type_of(value);
  if (!type) return false;
  fields.has_sources = true;
  fields.sources_are_array = *type == Type::array;
  if (!fields.sources_are_array) return json_.skip(value);  // no matter in an index map: see finish()
  return strings(value, "sources", ErrorCode::sources_invalid, true, TextRef{}, fields.map.sources);
}

bool MapFieldReader::contents(ondemand::value value, MapFields& fields) {
  fields.map.contents.clear();
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::array) return wrong_type(value, *type, "sourcesContent", ErrorCode::sources_content_invalid);
  if (!embed_sources_) return json_.skip(value);
  const std::size_t before = json_.pool().size();
  const bool read =
      strings(value, "sourcesContent", ErrorCode::sources_content_invalid, true, TextRef{}, fields.map.contents);
  fields.map.content_size = json_.pool().size() - before;
  return read;
}

bool MapFieldReader::names(ondemand::value value, MapFields& fields) {
  fields.map.names.clear();
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::array) return wrong_type(value, *type, "names", ErrorCode::names_invalid);
  return strings(value, "names", ErrorCode::names_invalid, false, json_.pool().add(""), fields.map.names);
}

bool MapFieldReader::ignore_list(ondemand::value value, std::string_view name,
                                 std::optional<std::vector<std::uint32_t>>& out) {
  out.reset();
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::array) return wrong_type(value, *type, name, ErrorCode::ignore_list_invalid);
  out.emplace();
  ondemand::array items;
  if (const auto error = value.get_array().get(items)) return json_.invalid(error);
  std::size_t item_number = 0;
  for (auto item : items) {
    if (item.error()) return json_.invalid(item.error());
    bool valid = true;
    const auto index = json_.index(item.value_unsafe(), valid);
    if (!valid) return false;
    if (index) {
      out->push_back(*index);
    } else if (!diagnostics_.fault(ErrorCode::ignore_list_invalid, [&] {
                 return std::string(name) + ": item " + std::to_string(item_number) + " is not a source index";
               })) {
      return false;
    }
    ++item_number;
  }
  return true;
}

bool MapFieldReader::debug_id(ondemand::value value, std::string_view name, std::optional<DebugId>& out) {
  out.reset();
  const auto type = json_.type_of(value);
  if (!type) return false;
  if (*type != Type::string) return wrong_type(value, *type, name, ErrorCode::debug_id_invalid);
  const auto text = json_.text(value, name);
  if (!text) return false;
  out = parse_uuid(text->view());
  if (out) return true;
  return diagnostics_.fault(ErrorCode::debug_id_invalid, [&] { return std::string(name) + ": not a UUID"; });
}

}  // namespace smcache::detail
