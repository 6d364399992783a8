#include "answers.hpp"

#include <algorithm>
#include <utility>

#include "messages.hpp"
#include "printable.hpp"

namespace smcache::tool {

std::string_view status_name(LookupStatus status) noexcept {
  switch (status) {
    case LookupStatus::not_found: return "not_found";
    case LookupStatus::unmapped: return "unmapped";
    case LookupStatus::found: return "found";
    case LookupStatus::corrupt: break;
  }
  return "corrupt";
}

Original::Original(const Mapping& mapping, Position asked) : Original(mapping) {
  if (!mapping.is_range || source == kNone) return;
  const auto moved = [](std::uint32_t number, std::uint32_t by) { return number + std::min(by, ~number); };
  if (asked.line == mapping.generated.line) {
    position.column = moved(position.column, asked.column - mapping.generated.column);
  } else {
    position = {moved(position.line, asked.line - mapping.generated.line), asked.column};
  }
}

void set_original(Json& object, const View& view, const Original& original) {
  if (original.source == kNone) {
    for (const char* key : {"source", "source_index", "line", "column", "name", "ignored"}) object[key] = nullptr;
    return;
  }
  const Source source = view.cache.source(original.source);
  object["source"] = text_or_null(source.name());
  object["source_index"] = original.source;
  object["line"] = in_base(original.position.line, view.base);
  object["column"] = in_base(original.position.column, view.base);
  object["name"] = text_or_null(view.cache.name(original.name));
  object["ignored"] = source.ignored();
}

std::string_view kind_name(FunctionKind kind) noexcept {
  switch (kind) {
    case FunctionKind::named: return "named";
    case FunctionKind::anonymous: return "anonymous";
    case FunctionKind::none: break;
  }
  return "none";
}

std::string_view provenance_name(Provenance provenance) noexcept {
  switch (provenance) {
    case Provenance::scopes: return "scopes";
    case Provenance::function_map: return "function_map";
    case Provenance::pasta: return "pasta";
    case Provenance::generated: return "generated";
    case Provenance::source: return "source";
    case Provenance::none: break;
  }
  return {};
}

void set_function(Json& object, const View& view, const Function& function) {
  const auto named = [](const Function& of) { return of.kind == FunctionKind::named ? Json(of.name) : Json(nullptr); };
  object["function"] = named(function);
  object["function_kind"] = kind_name(function.kind);
  const std::string_view provenance = provenance_name(function.provenance);
  object["provenance"] = provenance.empty() ? Json(nullptr) : Json(provenance);
  object["hidden"] = function.hidden;
  Json& callers = object["callers"] = Json::array();
  for (Function inner = function; inner.inlined;) {
    const auto site = view.cache.call_site(inner);
    if (!site) return;
    inner = view.cache.enclosing(inner);
    callers.push_back({{"function", named(inner)},
                       {"function_kind", kind_name(inner.kind)},
                       {"source", text_or_null(view.cache.source(site->source).name())},
                       {"source_index", site->source},
                       {"line", in_base(site->original.line, view.base)},
                       {"column", in_base(site->original.column, view.base)}});
  }
}

std::string function_text(const View& view, const Function& function) {
  if (function.kind == FunctionKind::none) return {};
  std::string text = " in ";
  if (function.kind == FunctionKind::named) {
    text.append(view.paint.name).append(printable(function.name)).append(view.paint.reset);
  } else {
    text.append("an anonymous function");
  }
  if (function.hidden) text.append(" [hidden]");
  if (!function.inlined) return text;
  return text.append(", inlined").append(function_text(view, view.cache.enclosing(function)));
}

std::string function_reason(const Cache& cache, const Function& function) {
  if (cache.function_count() == 0) return "none is known: nothing that was converted tells of functions";
  if (function.kind == FunctionKind::none) return "in none of those that are known";
  std::string text(function.kind == FunctionKind::named ? printable(function.name) : "an anonymous one");
  switch (function.provenance) {
    case Provenance::scopes: text.append(", from the map's \"scopes\""); break;
    case Provenance::function_map: text.append(", from x_facebook_sources, by the original position"); break;
    case Provenance::pasta: text.append(", from the map's pasta function mappings, by the original position"); break;
    case Provenance::generated: text.append(", from the generated file's code, its parts looked up in the map"); break;
    case Provenance::source: text.append(", from the code of the source, by the original position"); break;
    case Provenance::none: break;
  }
  for (Function inner = function; inner.inlined;) {
    inner = cache.enclosing(inner);
    text.append("; inlined into ")
        .append(inner.kind == FunctionKind::named ? printable(inner.name) : "an anonymous one");
  }
  return text;
}

Json context_json(const Cache& cache, const Original& original, std::uint32_t lines) {
  if (original.source == kNone) return nullptr;
  const std::uint32_t line = original.position.line;
  const SourceLines around = cache.source(original.source).context(line, lines, lines);
  if (around.empty()) return nullptr;
  Json context = {{"before", Json::array()}, {"line", nullptr}, {"after", Json::array()}};
  std::uint32_t number = around.first_line();
  for (const std::string_view text : around) {
    if (number == line) {
      context["line"] = text;
    } else {
      context[number < line ? "before" : "after"].push_back(text);
    }
    ++number;
  }
  return context;
}

std::string original_text(const View& view, const Original& original) {
  const Palette& paint = view.paint;
  std::string text;
  if (original.source == kNone) return text.append(paint.dim).append("unmapped").append(paint.reset);
  const Source source = view.cache.source(original.source);
  text.append(paint.source);
  if (const auto source_name = source.name()) {
    text.append(printable(*source_name));
  } else {
    text.append("<source ").append(std::to_string(original.source)).append(">");
  }
  text.append(paint.reset).append(":").append(position_text(original.position, view.base));
  if (const auto name = view.cache.name(original.name)) {
    text.append(" (").append(paint.name).append(printable(*name)).append(paint.reset).append(")");
  }
  return text;
}

void print_damage(std::string_view cache, Position asked, Base base) {
  print_error({ErrorCode::corrupt, "damaged where the answer to " + position_text(asked, base) + " should stand"},
              cache);
}

}  // namespace smcache::tool
