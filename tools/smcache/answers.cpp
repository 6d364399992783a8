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
