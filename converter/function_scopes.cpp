#include "converter/function_scopes.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "converter/json_string.hpp"
#include "converter/scopes_field.hpp"

namespace smcache::detail {
namespace {

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

}  // namespace

bool FunctionScopes::find() {
  ScopesText text;
  for (const RegularMap& map : json_.maps) {
    text.names = map.names;
    text.source_count = static_cast<std::uint32_t>(map.sources.size());
    text.start = map.start;
    text.end = map.end;
    if (const ExtensionText* const field = extension_of(map, kExtensionScopes)) {
      const std::string_view json = strings_.view(field->json);
      if (const auto scopes = string_of(json)) {
        text.scopes = *scopes;
        if (!decode_scopes(text, diagnostics_, list_)) return false;
      } else if ((json != "null" || diagnostics_.strict()) &&
                 !diagnostics_.fault(ErrorCode::scopes_invalid, [] { return "scopes: not a string"; })) {
        return false;
      }
    }
    text.first_source += text.source_count;
  }
  for (const ScopeEvent& event : list_.events) lines_.add(event.at);
  return true;
}

void FunctionScopes::pack(const std::vector<TextRef>& names, ScopePacker& scopes) const {
  auto line = lines_.lines().begin();
  for (const ScopeEvent& event : list_.events) {
    while (line->line != event.at.line) ++line;
    const std::uint64_t position = line->start + event.at.column;
    if (event.scope == kAbsent) {
      scopes.end(position);
    } else {
      scopes.start(position, list_.scopes[event.scope]);
    }
  }
  if (scopes.scope_count() != 0) scopes.finish(names);
}

}  // namespace smcache::detail
