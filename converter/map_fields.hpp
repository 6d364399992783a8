// The fields of one map object (ECMA-426, "Source map format"), each read by a function of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/diagnostics.hpp"
#include "converter/json_reader.hpp"
#include "converter/source_map_json.hpp"
#include "schema/uuid.hpp"

namespace smcache::detail {

// What a map object has beside the fields that it shares with every regular map.
struct MapFields {
  RegularMap map;
  bool has_mappings = false;
  bool has_sources = false;
  bool sources_are_array = false;
  bool has_version = false;
  // The standard's field and the one it replaced; which counts is known at the object's end.
  std::optional<std::vector<std::uint32_t>> ignore_list, google_ignore_list;
  std::optional<DebugId> debug_id, older_debug_id;
};

// Reads fields into a MapFields. Functions return false to stop: see Diagnostics.
class MapFieldReader {
 public:
  MapFieldReader(bool embed_sources, JsonReader& json, Diagnostics& diagnostics)
      : embed_sources_(embed_sources), json_(json), diagnostics_(diagnostics) {}

  // Any field but "sections". A field that comes twice counts as it comes last, as JSON.parse has it.
  bool read(ondemand::document& document, std::string_view name, ondemand::value value, MapFields& fields);

  // Checks, at the object's end, what needed all of it. `is_index`: the object has sections.
  bool finish(MapFields& fields, bool is_index);

 private:
  using Type = ondemand::json_type;

  bool version(ondemand::value value, MapFields& fields);
  bool string(ondemand::value value, std::string_view name, ErrorCode code, TextRef& out);
  bool mappings(ondemand::value value, MapFields& fields);
  bool range_mappings(ondemand::value value, MapFields& fields);
  bool sources(ondemand::value value, MapFields& fields);
  bool contents(ondemand::value value, MapFields& fields);
  bool names(ondemand::value value, MapFields& fields);
  bool ignore_list(ondemand::value value, std::string_view name, std::optional<std::vector<std::uint32_t>>& out);
  bool debug_id(ondemand::value value, std::string_view name, std::optional<DebugId>& out);

  // Reads an array of strings; what is no string (and no null, where `null_is_normal`) is a fault.
  bool strings(ondemand::value value, std::string_view name, ErrorCode code, bool null_is_normal, TextRef other,
               std::vector<TextRef>& out);

  // Passes over a value of a type that the field cannot have. Null stands for an absent field, which
  // strict conversion alone minds.
  bool wrong_type(ondemand::value value, Type type, std::string_view name, ErrorCode code);

  bool embed_sources_;
  JsonReader& json_;
  Diagnostics& diagnostics_;
};

}  // namespace smcache::detail
