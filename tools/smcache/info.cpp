// smcache info: what a cache knows about itself.
#include <unistd.h>

#include <set>

#include "command.hpp"
#include "figures.hpp"
#include "json.hpp"
#include "mended.hpp"
#include "messages.hpp"
#include "output.hpp"
#include "printable.hpp"
#include "terminal.hpp"

namespace smcache::tool {
namespace {

struct InfoOptions {
  std::string cache;
  bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  smcache info app.min.js.smcache
  smcache info app.min.js.smcache --json | jq .bytes)";

std::string checksum_text(std::uint64_t checksum) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(checksum >> (56 - 8 * i));
  return hex(bytes);
}

Json extensions_json(const Cache& cache) {
  Json list = Json::array();
  for (std::uint32_t i = 0; i < cache.extension_count(); ++i) {
    if (const auto extension = cache.extension(i)) {
      const Json section = extension->section == kNone ? Json(nullptr) : Json(extension->section);
      list.push_back({{"field", extension->field}, {"section", section}, {"bytes", extension->json.size()}});
    }
  }
  return list;
}

void print_json(Output& out, const InfoOptions& options, const Cache& cache) {
  const CacheInfo info = cache.info();
  Json object;
  object["cache"] = options.cache;
  object["format"] = {{"major", info.format_major}, {"minor", info.format_minor}};
  object["converter"] = info.converter;
  object["file"] = text_or_null(info.file);
  object["source_root"] = text_or_null(info.source_root);
  object["debug_id"] = info.debug_id ? Json(uuid_text(*info.debug_id)) : Json(nullptr);
  object["mappings"] = info.mappings;
  object["lines"] = info.lines;
  object["sources"] = info.sources;
  object["names"] = info.names;
  object["sections"] = info.sections;
  object["functions"] = info.functions;
  object["bytes"] = {{"total", info.size},
                     {"mappings", info.bytes.mappings},
                     {"strings", info.bytes.strings},
                     {"sources_content", info.bytes.sources_content},
                     {"functions", info.bytes.functions}};
  object["bytes_per_mapping"] =
      info.mappings == 0 ? Json(nullptr) : Json(static_cast<double>(info.bytes.mappings) / info.mappings);
  object["input_hash"] = hex(info.input_hash);
  object["checksum"] = checksum_text(info.checksum);
  object["warnings"] = mended_json(cache);
  object["extensions"] = extensions_json(cache);
  out << json_text(object) << '\n';
}

// "12 (3 ignored, 11 with text)"
std::string sources_text(const Cache& cache) {
  std::uint32_t ignored = 0;
  std::uint32_t with_text = 0;
  for (std::uint32_t i = 0; i < cache.source_count(); ++i) {
    if (cache.source(i).ignored()) ++ignored;
    if (cache.source(i).content()) ++with_text;
  }
  return grouped(cache.source_count()) + " (" + grouped(with_text) + " with text, " + grouped(ignored) + " ignored)";
}

std::string extensions_text(const Cache& cache) {
  std::set<std::string_view> fields;
  for (std::uint32_t i = 0; i < cache.extension_count(); ++i) {
    if (const auto extension = cache.extension(i)) fields.insert(extension->field);
  }
  std::string text;
  for (const std::string_view field : fields) text.append(text.empty() ? "" : ", ").append(field);
  return text;
}

void print_text(Output& out, const InfoOptions& options, const Cache& cache) {
  const CacheInfo info = cache.info();
  const Palette paint = palette(STDOUT_FILENO);
  out << paint.position << printable(options.cache) << paint.reset << '\n';
  const auto row = [&](std::string_view label, std::string_view value) {
    if (value.empty()) return;
    out << "  " << paint.dim << label << paint.reset << std::string(18 - label.size(), ' ') << value << '\n';
  };
  row("generated file", printable(info.file.value_or("")));
  row("debug id", info.debug_id ? uuid_text(*info.debug_id) : "");
  row("source root", printable(info.source_root.value_or("")));
  row("mappings", grouped(info.mappings) + " on " + counted(info.lines, "line"));
  row("sources", sources_text(cache));
  row("names", grouped(info.names));
  row("functions", info.functions == 0 ? "" : grouped(info.functions));
  row("sections", info.sections == 0 ? "" : grouped(info.sections));
  row("kept for later", extensions_text(cache));
  row("size", size_text(info.size));
  row("  mappings",
      size_text(info.bytes.mappings) +
          (info.mappings == 0 ? "" : ", " + ratio_text(info.bytes.mappings, info.mappings) + " bytes each"));
  row("  names, paths", size_text(info.bytes.strings));
  row("  sources' text", size_text(info.bytes.sources_content));
  row("  functions", info.functions == 0 ? "" : size_text(info.bytes.functions));
  row("format", std::to_string(info.format_major) + "." + std::to_string(info.format_minor) + ", written by " +
                    printable(info.converter));
  row("input hash", hex(info.input_hash));
  row("checksum", checksum_text(info.checksum));
  row("mended", mended_text(cache));
}

int run(const InfoOptions& options) {
  const auto cache = open_cache(options.cache);
  if (!cache) return kFailed;
  Output out;
  if (options.json) {
    print_json(out, options, *cache);
  } else {
    print_text(out, options, *cache);
  }
  return out.finish(kOk);
}

}  // namespace

void add_info(CLI::App& program, int& status) {
  const auto [command, options] = add_command(program, status, "info", "Show what a cache holds", run);
  add_cache_argument(*command, options->cache);
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(kFooter);
}

}  // namespace smcache::tool
