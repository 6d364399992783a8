#include "converter/function_scopes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "converter/function_maps.hpp"
#include "converter/json_string.hpp"
#include "converter/name_resolver.hpp"
#include "converter/scopes_field.hpp"

namespace smcache::detail {
namespace {

constexpr std::uint64_t kLargest = 0xFFFFFFFF;

const ExtensionText* extension_of(const RegularMap& map, std::uint32_t kind) noexcept {
  const auto at = std::find_if(map.extensions.rbegin(), map.extensions.rend(),
                               [kind](const ExtensionText& extension) { return extension.kind == kind; });
  return at == map.extensions.rend() ? nullptr : &*at;
}

// The text of a JSON string, which is known to be valid; nullopt for a value of another type.
std::optional<std::string> string_of(std::string_view json) {
  if (json.size() < 2 || json.front() != '"') return std::nullopt;
  json = json.substr(1, json.size() - 2);
  std::string text(json.size(), '\0');
  text.resize(unescape_json(json, text.data()).size);
  return text;
}

std::optional<Position> narrow(const WidePosition& at) noexcept {
  if (at.line > kLargest || at.column > kLargest) return std::nullopt;
  return Position{static_cast<std::uint32_t>(at.line), static_cast<std::uint32_t>(at.column)};
}

// Is a source by its name one that functions are looked for in?
bool is_script_name(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 8> kExtensions{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"};
  name = name.substr(0, name.find_first_of("?#"));
  return std::any_of(kExtensions.begin(), kExtensions.end(),
                     [name](std::string_view extension) { return name.ends_with(extension); });
}

// Sources are mostly plain JavaScript, JavaScript with annotations, or something in between: read as what
// has fewer errors.
ScannedScopes scan_source(std::string_view text) {
  ScannedScopes plain;
  plain.scan(text, ScriptDialect::javascript);
  if (plain.result().syntax_errors == 0) return plain;
  ScannedScopes annotated;
  annotated.scan(text, ScriptDialect::typescript);
  return annotated.result().syntax_errors < plain.result().syntax_errors ? std::move(annotated) : std::move(plain);
}

}  // namespace

bool FunctionScopes::find() {
  std::uint32_t first_source = 0;
  for (std::size_t i = 0; i < json_.maps.size(); ++i) {
    Part part;
    part.first_map = i;
    part.first_source = first_source;
    if (!find_part(json_.maps[i], part)) return false;
    if (part.from_generated && !parts_.empty() && parts_.back().from_generated) {
      ++parts_.back().map_count;
    } else {
      parts_.push_back(std::move(part));
    }
    first_source += static_cast<std::uint32_t>(json_.maps[i].sources.size());
  }
  std::vector<std::uint32_t> line_lengths;
  if (any_from_generated()) line_lengths = generated_.line_lengths();
  for (const Part& part : parts_) {
    if (part.from_generated) reach_line_ends(part, line_lengths);
    for (const ScopeEvent& event : part.list.events) lines_.add(event.at);
  }
  return true;
}

bool FunctionScopes::any_from_generated() const noexcept {
  return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.from_generated; });
}

// Mappings are packed while the generated file is still scanned: its lines have room for whatever scopes it has.
void FunctionScopes::reach_line_ends(const Part& part, const std::vector<std::uint32_t>& lengths) {
  const auto [begin, end] = extent_of(part);
  if (!end) lines_.reserve(lengths.size());
  for (std::uint64_t line = begin.line; line < lengths.size() && (!end || line <= end->line); ++line) {
    std::uint64_t last = lengths[line];
    if (end && line == end->line) last = std::min(last, end->column);
    // On an empty line there is nothing but what ends at its end.
    if (last != 0 || line + 1 == lengths.size() || (end && line == end->line)) {
      lines_.add({static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(last)});
    }
  }
}

FunctionScopes::Extent FunctionScopes::extent_of(const Part& part) const noexcept {
  return {part.first_map == 0 ? WidePosition{} : json_.maps[part.first_map].start,
          json_.maps[part.first_map + part.map_count - 1].end};
}

bool FunctionScopes::find_part(const RegularMap& map, Part& part) {
  if (!read_scopes(map, part)) return false;
  if (!part.list.scopes.empty()) return true;
  if (!read_function_maps(map, part)) return false;
  if (part.by_original != nullptr) return true;
  if (!generated_.text()->empty()) {
    part.from_generated = true;
  } else if (map.names.empty()) {
    scan_sources(map, part);
  }
  return true;
}

bool FunctionScopes::read_scopes(const RegularMap& map, Part& part) {
  const ExtensionText* const field = extension_of(map, kExtensionScopes);
  if (field == nullptr) return true;
  const std::string_view json = strings_.view(field->json);
  const auto scopes = string_of(json);
  if (!scopes) {
    return (json == "null" && !diagnostics_.strict()) ||
           diagnostics_.fault(ErrorCode::scopes_invalid, [] { return "scopes: not a string"; });
  }
  ScopesText text;
  text.scopes = *scopes;
  text.names = map.names;
  text.source_count = static_cast<std::uint32_t>(map.sources.size());
  text.first_source = part.first_source;
  text.start = map.start;
  text.end = map.end;
  return decode_scopes(text, diagnostics_, part.list);
}

bool FunctionScopes::read_function_maps(const RegularMap& map, Part& part) {
  const auto source_count = static_cast<std::uint32_t>(map.sources.size());
  if (const ExtensionText* const field = extension_of(map, kExtensionFacebookSources)) {
    const std::string json(strings_.view(field->json));
    auto functions = std::make_unique<OriginalFunctions>(kFromFunctionMap);
    if (!read_facebook_sources(json, source_count, strings_, diagnostics_, *functions)) return false;
    if (!functions->empty()) part.by_original = std::move(functions);
  }
  const ExtensionText* const field = extension_of(map, kExtensionPastaMappings);
  if (field == nullptr || part.by_original != nullptr) return true;
  auto functions = std::make_unique<OriginalFunctions>(kFromPasta);
  if (!read_pasta(strings_.view(field->json), source_count, map.names, diagnostics_, *functions)) return false;
  if (!functions->empty()) part.by_original = std::move(functions);
  return true;
}

void FunctionScopes::scan_sources(const RegularMap& map, Part& part) {
  auto functions = std::make_unique<OriginalFunctions>(kFromSource);
  const std::size_t count = std::min(map.sources.size(), map.contents.size());
  std::vector<OriginalFunctions::Range> ranges;
  std::vector<std::string> names;
  for (std::size_t source = 0; source < count; ++source) {
    const std::string_view content = strings_.view(map.contents[source]);
    if (content.empty() || !is_script_name(strings_.view(map.sources[source]))) continue;
    const ScannedScopes scanned = scan_source(content);
    // Names are made before one is added: what they are made of stands in the pool, which may move.
    names.clear();
    for (const ScannedScope& scope : scanned.scopes()) {
      std::string& name = names.emplace_back();
      for (const ScannedScopes::Component& component : scanned.name(scope)) name.append(component.text);
    }
    ranges.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::uint32_t function = functions->add(names[i].empty() ? TextRef{} : strings_.add(names[i]));
      ranges.push_back({scanned.scopes()[i].start, scanned.scopes()[i].end, function});
    }
    if (!ranges.empty()) functions->set_ranges(static_cast<std::uint32_t>(source), ranges);
  }
  if (!functions->empty()) part.by_original = std::move(functions);
}

// Cuts the scanned scopes out that a part has: all of them, unless sections beside it know better.
void FunctionScopes::place_scanned(Part& part) const {
  const Extent extent = extent_of(part);
  const auto wide = [](Position at) { return WidePosition{at.line, at.column}; };
  const std::vector<ScannedScope>& scopes = scanned_.scopes();
  std::vector<std::uint32_t> open;
  const auto close = [&](std::uint32_t next) {
    for (; !open.empty() && scopes[open.back()].behind <= next; open.pop_back()) {
      const Position at = scopes[open.back()].end;
      part.list.events.push_back({extent.end && *extent.end < wide(at) ? *narrow(*extent.end) : at, kAbsent});
    }
  };
  for (std::uint32_t i = 0; i < scopes.size(); ++i) {
    if (wide(scopes[i].end) <= extent.begin || (extent.end && *extent.end <= wide(scopes[i].start))) continue;
    close(i);
    part.list.events.push_back({wide(scopes[i].start) < extent.begin ? *narrow(extent.begin) : scopes[i].start, i});
    open.push_back(i);
  }
  close(static_cast<std::uint32_t>(scopes.size()));
}

void FunctionScopes::pack(const CacheContents& contents, const BlockPacker& mappings, ScopePacker& scopes) {
  std::optional<ResolvedNames> names;  // of the scanned ones: gone before the mappings are
  if (any_from_generated()) {
    scanned_ = generated_.take();
    names.emplace(scanned_, mappings, contents.names, strings_, thread_);
    thread_.close();
  }
  PackedMappings packed(mappings);
  for (Part& part : parts_) {
    if (part.from_generated) place_scanned(part);
    const MappingRange range = mappings_of(part, contents.sections, packed.count());
    if (is_open_) end_open(part, range, packed, scopes);
    pack_events(part, names ? &*names : nullptr, packed, scopes);
    if (part.by_original != nullptr) pack_original(part, range, packed, scopes);
  }
  if (scopes.scope_count() != 0) scopes.finish(contents.names);
}

FunctionScopes::MappingRange FunctionScopes::mappings_of(const Part& part, const std::vector<SectionRecord>& sections,
                                                         std::uint32_t count) noexcept {
  const std::size_t next = part.first_map + part.map_count;
  return {sections.empty() ? 0 : sections[part.first_map].first_mapping,
          next < sections.size() ? sections[next].first_mapping : count};
}

// A scope that was known by original positions reaches to the first place of the next map that has any.
void FunctionScopes::end_open(const Part& part, MappingRange range, PackedMappings& mappings, ScopePacker& scopes) {
  std::optional<std::uint64_t> place;
  if (range.first != range.end) place = mappings.at(range.first).position;
  if (!part.list.events.empty()) {
    const std::uint64_t event = mappings.linear(part.list.events.front().at);
    place = std::min(place.value_or(event), event);
  }
  if (!place) return;
  scopes.end(*place);
  is_open_ = false;
}

void FunctionScopes::pack_events(const Part& part, ResolvedNames* names, PackedMappings& mappings,
                                 ScopePacker& scopes) {
  for (const ScopeEvent& event : part.list.events) {
    const std::uint64_t position = mappings.linear(event.at);
    if (event.scope == kAbsent) {
      scopes.end(position);
    } else if (part.from_generated) {
      scopes.start(position, {(*names)[event.scope], kFromGenerated, 0, std::nullopt});
    } else {
      scopes.start(position, part.list.scopes[event.scope]);
    }
  }
}

void FunctionScopes::pack_original(const Part& part, MappingRange range, PackedMappings& mappings,
                                   ScopePacker& scopes) {
  const OriginalFunctions& functions = *part.by_original;
  std::uint32_t current = kAbsent;
  for (std::uint32_t i = range.first; i < range.end; ++i) {
    const PackedMappings::Mapping mapping = mappings.at(i);
    const OriginalRecord& original = mapping.original;
    const std::uint32_t function = original.source == kAbsent ? kAbsent
                                                              : functions.at(original.source - part.first_source,
                                                                             {original.line, original.column});
    if (function == current) continue;
    if (current != kAbsent) scopes.end(mapping.position);
    if (function != kAbsent) {
      scopes.start(mapping.position, {functions.name(function), functions.provenance(), 0, std::nullopt});
    }
    current = function;
  }
  is_open_ = current != kAbsent;
}

}  // namespace smcache::detail
