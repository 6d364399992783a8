// smcache export: a cache becomes a JSON source map again.
#include "command.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "result_file.hpp"
#include "source_map_writer.hpp"

namespace smcache::tool {
namespace {

struct ExportOptions {
  std::string cache;
  std::string output = "-";
};

constexpr const char* kFooter = R"(Examples:
  smcache export app.min.js.smcache -o app.min.js.map
  smcache export app.min.js.smcache | jq .sources

The map decodes to the same mappings, sources, contents, names, ignore list, debug id, file and
source root as the one that the cache was made of.)";

int run_to_file(const Cache& cache, const ExportOptions& options) {
  Output gathered{Output::InMemory{}};
  Status status = write_source_map(gathered, cache);
  if (!status) {
    print_error(status.error(), options.cache);
    return kFailed;
  }
  const std::string text = gathered.take();
  status = write_result(options.output, std::as_bytes(std::span(text)));
  if (status) return kOk;
  print_error(status.error(), options.output);
  return kFailed;
}

int run(const ExportOptions& options) {
  const auto cache = open_cache(options.cache);
  if (!cache) return kFailed;
  if (options.output != "-") return run_to_file(*cache, options);
  Output out;
  const Status status = write_source_map(out, *cache);
  if (status) return out.finish(kOk);
  out.flush();
  print_error(status.error(), options.cache);
  return kFailed;
}

}  // namespace

void add_export(CLI::App& program, int& status) {
  const auto [command, options] = add_command(program, status, "export", "Write the source map again, as JSON", run);
  add_cache_argument(*command, options->cache);
  command->add_option("-o,--output", options->output, "Where to; - is standard output")
      ->type_name("FILE")
      ->capture_default_str();
  command->footer(kFooter);
}

}  // namespace smcache::tool
