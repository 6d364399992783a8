// smcache explain: why a lookup answers what it answers.
#include <unistd.h>

#include <algorithm>

#include "answers.hpp"
#include "command.hpp"
#include "figures.hpp"
#include "mended.hpp"
#include "messages.hpp"
#include "neighbours.hpp"
#include "output.hpp"

namespace smcache::tool {
namespace {

struct ExplainOptions {
  std::string cache;
  std::string position;
  bool zero_based = false;
  bool cross_line = false;
  bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  smcache explain app.min.js.smcache 1:4711

For the day on which the source map does not work: the mapping that answers, or why none does, its
neighbours, the section of an index map that it came from, and what conversion had to mend.)";

constexpr std::uint32_t kNeighbours = 2;

// The mappings around the answer, by index: [first, last).
struct Around {
  Around(const Cache& cache, Position asked, const Location& at) : answer(at.mapping) {
    const std::uint32_t after = answer == kNone ? first_after(cache, asked) : answer + 1;
    const std::uint32_t before = answer == kNone ? after : answer;
    first = before - std::min(before, kNeighbours);
    last = after + std::min(cache.mapping_count() - after, kNeighbours);
    middle = before;
  }
  std::uint32_t answer;
  std::uint32_t first;
  std::uint32_t middle;  // neighbours below this stand before the position
  std::uint32_t last;
};

Json neighbour_json(const View& view, std::uint32_t index, const Mapping& mapping) {
  Json object;
  object["index"] = index;
  object["mapping"] = position_json(mapping.generated, view.base);
  set_original(object, view, Original(mapping));
  object["range"] = mapping.is_range;
  return object;
}

void print_json(Output& out, const View& view, Position asked, const Location& at) {
  const Cache& cache = view.cache;
  Json object;
  object["query"] = position_json(asked, view.base);
  object["status"] = status_name(at.status);
  object["reason"] = reason_text(cache, asked, at, view.base);
  object["mapping"] = at.mapping == kNone ? Json(nullptr) : position_json(at.generated, view.base);
  object["mapping_index"] = at.mapping == kNone ? Json(nullptr) : Json(at.mapping);
  object["range"] = at.mapping == kNone ? Json(nullptr) : Json(at.is_range);
  set_original(object, view, Original(at));
  const Function function = cache.function(asked);
  set_function(object, view, function);
  object["function_reason"] = function_reason(cache, function);
  object["text"] = at.status == LookupStatus::found ? Json(text_state(cache, at, view.base)) : Json(nullptr);
  object["before"] = Json::array();
  object["after"] = Json::array();
  const Around around(cache, asked, at);
  for (std::uint32_t i = around.first; i < around.last; ++i) {
    const auto mapping = cache.mapping(i);
    if (mapping && i != around.answer) {
      object[i < around.middle ? "before" : "after"].push_back(neighbour_json(view, i, *mapping));
    }
  }
  const auto index = section_at(cache, at.mapping == kNone ? asked : at.generated);
  const auto section = index ? cache.section(*index) : std::nullopt;
  object["section"] = nullptr;
  if (section) {
    object["section"] = {{"index", *index},
                         {"start", position_json(section->start, view.base)},
                         {"first_mapping", section->first_mapping},
                         {"first_source", section->first_source}};
  }
  object["sections"] = cache.section_count();
  object["warnings"] = mended_json(cache);
  out << json_text(object) << '\n';
}

std::string section_text(const View& view, Position position) {
  const std::string count = std::to_string(view.cache.section_count());
  const auto index = section_at(view.cache, position);
  const auto section = index ? view.cache.section(*index) : std::nullopt;
  if (!section) return "none of " + count;
  return std::to_string(*index + 1) + " of " + count + ", from " + position_text(section->start, view.base) + " on";
}

void print_text(Output& out, const View& view, Position asked, const Location& at) {
  const Cache& cache = view.cache;
  const Palette& paint = view.paint;
  out << paint.position << position_text(asked, view.base) << paint.reset << " -> ";
  if (at.status == LookupStatus::found) {
    out << original_text(view, Original(at)) << '\n';
  } else {
    out << paint.name << (at.status == LookupStatus::not_found ? "not found" : status_name(at.status)) << paint.reset
        << '\n';
  }
  const auto row = [&](std::string_view label, std::string_view value) {
    out << "  " << paint.dim << label << paint.reset << std::string(12 - label.size(), ' ') << value << '\n';
  };
  row("because", reason_text(cache, asked, at, view.base));
  if (at.status == LookupStatus::found) {
    row("text", text_state(cache, at, view.base));
    if (cache.source(at.source).ignored()) row("ignored", "the source is on the map's ignore list");
  }
  row("function", function_reason(cache, cache.function(asked)));
  if (cache.section_count() > 0) row("section", section_text(view, at.mapping == kNone ? asked : at.generated));
  row("mended", cache.mended_count() == 0 ? "nothing" : mended_text(cache) + " (in the whole map)");
  row("mappings", grouped(cache.mapping_count()) + ", among them");
  const Around around(cache, asked, at);
  for (std::uint32_t i = around.first; i < around.last; ++i) {
    const auto mapping = cache.mapping(i);
    out << (i == around.answer ? paint.bad : "") << (i == around.answer ? "  > #" : "    #") << i
        << (i == around.answer ? paint.reset : "") << "  ";
    if (mapping) {
      out << position_text(mapping->generated, view.base) << " -> " << original_text(view, Original(*mapping))
          << (mapping->is_range ? " [range]\n" : "\n");
    } else {
      out << paint.bad << "damaged" << paint.reset << '\n';
    }
  }
}

int run(const ExplainOptions& options) {
  const Base base = options.zero_based ? Base::zero : Base::one;
  const auto asked = parse_position(options.position, base);
  if (!asked) return wrong_usage(asked.error().message);
  const auto cache = open_cache(options.cache);
  if (!cache) return kFailed;
  const Location at = cache->lookup(*asked, options.cross_line ? Reach::across_lines : Reach::line);
  Output out;
  const View view{*cache, base, palette(STDOUT_FILENO)};
  if (options.json) {
    print_json(out, view, *asked, at);
  } else {
    print_text(out, view, *asked, at);
  }
  const int status = out.finish(kOk);
  if (at.status != LookupStatus::corrupt) return status;
  print_damage(options.cache, *asked, base);
  return kFailed;
}

}  // namespace

void add_explain(CLI::App& program, int& status) {
  const auto [command, options] =
      add_command(program, status, "explain", "Say why a position is answered as it is", run);
  add_cache_argument(*command, options->cache);
  command->add_option("POSITION", options->position, "LINE:COLUMN")->type_name("")->required();
  command->add_flag("--zero-based", options->zero_based, "Lines and columns count from 0, asked and answered");
  command->add_flag("--cross-line", options->cross_line, "Let a mapping of an earlier line answer");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(kFooter);
}

}  // namespace smcache::tool
