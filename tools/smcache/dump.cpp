// smcache dump: every mapping of a cache, in stored order.
#include <unistd.h>

#include "answers.hpp"
#include "command.hpp"
#include "messages.hpp"
#include "output.hpp"

namespace smcache::tool {
namespace {

struct DumpOptions {
  std::string cache;
  bool zero_based = false;
  bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  smcache dump app.min.js.smcache | less
  smcache dump app.min.js.smcache --json --zero-based > mappings.jsonl)";

// Both return how many mappings they printed.

std::uint32_t dump_text(Output& out, const View& view) {
  std::uint32_t count = 0;
  for (const Mapping& mapping : view.cache.mappings()) {
    if (!out.open()) return view.cache.mapping_count();
    out << position_text(mapping.generated, view.base) << " -> " << original_text(view, Original(mapping));
    out << (mapping.is_range ? " [range]\n" : "\n");
    ++count;
  }
  return count;
}

std::uint32_t dump_json(Output& out, const View& view) {
  // One object, filled anew for each mapping: building it takes longer than printing it.
  Json object = {{"mapping", {{"line", 0}, {"column", 0}}},
                 {"source_index", nullptr},
                 {"line", nullptr},
                 {"column", nullptr},
                 {"name_index", nullptr},
                 {"range", false}};
  Json& generated_line = object["mapping"]["line"];
  Json& generated_column = object["mapping"]["column"];
  Json& source = object["source_index"];
  Json& line = object["line"];
  Json& column = object["column"];
  Json& name = object["name_index"];
  Json& range = object["range"];
  std::uint32_t count = 0;
  for (const Mapping& mapping : view.cache.mappings()) {
    if (!out.open()) return view.cache.mapping_count();
    const bool mapped = mapping.source != kNone;
    generated_line = in_base(mapping.generated.line, view.base);
    generated_column = in_base(mapping.generated.column, view.base);
    source = mapped ? Json(mapping.source) : Json(nullptr);
    line = mapped ? Json(in_base(mapping.original.line, view.base)) : Json(nullptr);
    column = mapped ? Json(in_base(mapping.original.column, view.base)) : Json(nullptr);
    name = mapping.name != kNone ? Json(mapping.name) : Json(nullptr);
    range = mapping.is_range;
    out << json_text(object) << '\n';
    ++count;
  }
  return count;
}

int run(const DumpOptions& options) {
  const auto cache = open_cache(options.cache);
  if (!cache) return kFailed;
  Output out;
  const View view{*cache, options.zero_based ? Base::zero : Base::one, palette(STDOUT_FILENO)};
  const std::uint32_t count = options.json ? dump_json(out, view) : dump_text(out, view);
  const int status = out.finish(kOk);
  if (count == cache->mapping_count()) return status;
  print_error({ErrorCode::corrupt, std::to_string(cache->mapping_count() - count) + " of " +
                                       std::to_string(cache->mapping_count()) + " mappings are damaged and left out"},
              options.cache);
  return kFailed;
}

}  // namespace

void add_dump(CLI::App& program, int& status) {
  const auto [command, options] = add_command(program, status, "dump", "List every mapping", run);
  add_cache_argument(*command, options->cache);
  command->add_flag("--zero-based", options->zero_based, "Lines and columns count from 0");
  command->add_flag("--json", options->json, "Print JSON Lines, one object per mapping");
  command->footer(kFooter);
}

}  // namespace smcache::tool
