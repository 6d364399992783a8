// The whole way: input -> JSON -> mappings -> packed blocks -> file.
#include "smcache/convert.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "converter/block_packer.hpp"
#include "converter/cache_builder.hpp"
#include "converter/data_url.hpp"
#include "converter/diagnostics.hpp"
#include "converter/function_scopes.hpp"
#include "converter/generated_file.hpp"
#include "converter/generated_scan.hpp"
#include "converter/input.hpp"
#include "converter/mappings.hpp"
#include "converter/processor_code.hpp"
#include "converter/scope_packer.hpp"
#include "converter/second_thread.hpp"
#include "converter/source_lines.hpp"
#include "converter/source_map_json.hpp"
#include "converter/source_paths.hpp"
#include "converter/string_pool.hpp"
#include "schema/format.hpp"
#include "schema/smcache_generated.h"
#include "schema/uuid.hpp"

namespace smcache {
namespace detail {
namespace {

// Where a section begins: at the latest where it is ended, or where the last place is that can be told.
SectionRecord section_record(const RegularMap& map, std::uint32_t first_mapping, std::uint32_t first_source) noexcept {
  constexpr std::uint64_t kLargest = 0xFFFFFFFF;
  const WidePosition start = map.end ? std::min(map.start, *map.end) : map.start;
  const std::uint64_t column = start.line > kLargest ? kLargest : std::min(start.column, kLargest);
  return {static_cast<std::uint32_t>(std::min(start.line, kLargest)), static_cast<std::uint32_t>(column), first_mapping,
          first_source};
}

// Numbers the sources, names and sections of all maps through. False: there are more sources than any file
// holds, said before memory is spent on them.
bool collect(const SourceMapJson& json, StringPool& strings, Diagnostics& diagnostics, CacheContents& contents) {
  std::uint64_t source_count = 0;
  for (const RegularMap& map : json.maps) source_count += map.sources.size();
  constexpr std::uint64_t kMostSources = kMaxFileSize / sizeof(format::Source);
  if (source_count > kMostSources) {
    return diagnostics.fail(
        ErrorCode::output_too_large,
        std::to_string(source_count) + " sources: a cache holds at most " + std::to_string(kMostSources));
  }
  contents.sources.reserve(source_count);
  for (const RegularMap& map : json.maps) {
    const std::size_t first = contents.sources.size();
    contents.content_size += map.content_size;
    for (std::size_t i = 0; i < map.sources.size(); ++i) {
      SourceRecord source;
      source.raw_name = map.sources[i];
      source.name = join_source_root(map.source_root, map.sources[i], strings);
      if (i < map.contents.size()) source.content = map.contents[i];
      contents.sources.push_back(source);
    }
    for (const std::uint32_t index : map.ignored) contents.sources[first + index].ignored = true;
    contents.names.insert(contents.names.end(), map.names.begin(), map.names.end());
    const auto section = json.is_index ? static_cast<std::uint32_t>(&map - json.maps.data()) : kAbsent;
    for (const ExtensionText& extension : map.extensions) {
      contents.extensions.push_back({extension.kind, section, extension.json});
    }
  }
  for (const ExtensionText& extension : json.extensions) {
    contents.extensions.push_back({extension.kind, kAbsent, extension.json});
  }
  return true;
}

void sample_contents(const StringPool& strings, CacheContents& contents) {
  for (SourceRecord& source : contents.sources) {
    if (source.content.present()) source.lines = sample_lines(strings.view(source.content), contents.line_samples);
  }
}

// Decodes every map into the packer; `Sink` is the packer, or a LineSorter before it.
template <typename Sink>
Decoded decode_all(const SourceMapJson& json, Diagnostics& diagnostics, BlockPacker& packer, Sink& sink,
                   std::vector<SectionRecord>& sections) {
  MappingsText text;
  for (const RegularMap& map : json.maps) {
    text.mappings = map.mappings.view();
    text.range_mappings.reset();
    if (map.range_mappings) text.range_mappings = map.range_mappings->view();
    text.start = map.start;
    text.end = map.end;
    text.source_count = static_cast<std::uint32_t>(map.sources.size());
    text.name_count = static_cast<std::uint32_t>(map.names.size());
    if (json.is_index) {
      if constexpr (!std::is_same_v<Sink, BlockPacker>) sink.flush();
      sections.push_back(section_record(map, packer.mapping_count(), text.first_source));
    }
    if (const Decoded decoded = decode_mappings(text, diagnostics, sink); decoded != Decoded::all) return decoded;
    text.first_source += text.source_count;
    text.first_name += text.name_count;
  }
  return Decoded::all;
}

// Straight through where all lines are in order, as nearly all are; again, sorting, where not.
bool pack_mappings(const SourceMapJson& json, Diagnostics& diagnostics, const BoundaryLines& boundaries,
                   SecondThread& thread, CacheContents& contents, std::optional<BlockPacker>& packer) {
  auto before = diagnostics.mark();
  packer.emplace(contents.names.size(), boundaries.lines(), &thread);
  Decoded decoded = decode_all(json, diagnostics, *packer, *packer, contents.sections);
  if (decoded == Decoded::unsorted) {
    diagnostics.rewind(std::move(before));
    packer.emplace(contents.names.size(), boundaries.lines(), &thread);
    contents.sections.clear();
    LineSorter sorter(*packer);
    decoded = decode_all(json, diagnostics, *packer, sorter, contents.sections);
    sorter.flush();
  }
  packer->finish();
  return decoded == Decoded::all;
}

// The map's debug id, or else the generated file's.
std::optional<DebugId> debug_id_of(const SourceMapJson& json, std::string_view generated, Diagnostics& diagnostics) {
  const auto text = read_generated_comments(generated).debug_id;
  const auto of_generated = text ? parse_uuid(*text) : std::nullopt;
  if (!json.debug_id) return of_generated;
  if (of_generated && *of_generated != *json.debug_id) {
    diagnostics.warn(ErrorCode::debug_id_mismatch,
                     [] { return "debugId: the generated file has another one; the map's is kept"; });
  }
  return json.debug_id;
}

// To scan fewer bytes takes hardly longer than to start a thread.
constexpr std::size_t kWorthAThread = std::size_t{1} << 16;

// What is done beside the calling thread, from before the map is read: the scan of the generated file first.
struct Beside {
  explicit Beside(const ConvertOptions& options)
      : thread(options.functions && options.scan_on_thread && generated_size(options) >= kWorthAThread),
        scan(options, thread) {}

  SecondThread thread;
  GeneratedScan scan;
};

Result<Conversion> convert_json(InputText input, Beside& beside, const ConvertOptions& options) {
  Diagnostics diagnostics(options.input_name, options.strict);
  StringPool strings;
  SourceMapJson json;
  CacheContents contents;
  const std::string_view text = input.json();
  contents.input_hash = hash_code().xxh3_128(text.data(), text.size());
  strings.follow_json(input.release(), input.front());
  contents.converter = strings.add(kConverterName);
  const JsonOptions json_options{options.embed_sources, options.section_directory, options.max_input_bytes};
  if (!read_source_map(text, json_options, strings, diagnostics, json)) return diagnostics.error();

  contents.file = json.file;
  contents.source_root = json.source_root;
  const auto generated = beside.scan.text();
  if (!generated) return generated.error();
  contents.debug_id = debug_id_of(json, *generated, diagnostics);
  if (!collect(json, strings, diagnostics, contents)) return diagnostics.error();
  FunctionScopes functions(json, beside.scan, beside.thread, strings, diagnostics);
  if (options.functions && !functions.find()) return diagnostics.error();
  Task<void> sampling = beside.thread.begin([&] { sample_contents(strings, contents); });
  // Without a thread, this is the time: the texts are near yet.
  if (!beside.thread.exists()) sampling.wait();
  std::optional<BlockPacker> packer;
  if (!pack_mappings(json, diagnostics, functions.lines(), beside.thread, contents, packer)) return diagnostics.error();
  strings.json_is_done();
  ScopePacker scopes;
  functions.pack(contents, *packer, scopes);
  sampling.get();
  json = {};  // what had to leave the pool's memory is of no more use

  auto cache = build_cache(contents, *packer, scopes, std::move(strings), diagnostics.warnings(), options.input_name);
  if (!cache) return cache.error();
  Conversion conversion;
  conversion.cache = std::move(*cache);
  conversion.mappings = packer->mapping_count();
  conversion.sources = static_cast<std::uint32_t>(contents.sources.size());
  conversion.names = static_cast<std::uint32_t>(contents.names.size());
  conversion.warnings = diagnostics.take_warnings();
  return conversion;
}

}  // namespace
}  // namespace detail

Result<Conversion> convert(std::span<const std::byte> input, const ConvertOptions& options) {
  detail::Beside beside(options);
  auto text = detail::load_bytes(input, {options.max_input_bytes, options.input_name});
  if (!text) return text.error();
  return detail::convert_json(std::move(*text), beside, options);
}

Result<Conversion> convert_file(const std::filesystem::path& path, ConvertOptions options) {
  const std::string name = path.string();
  options.input_name = name;
  if (name != "-" && options.section_directory.empty()) {
    options.section_directory = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  }
  const detail::InputLimits limits{options.max_input_bytes, options.input_name};
  if (!detail::is_generated_name(name)) {
    detail::Beside beside(options);
    auto text = detail::load_file(path, limits);
    if (!text) return text.error();
    return detail::convert_json(std::move(*text), beside, options);
  }

  auto text = detail::load_file(path, limits);
  if (!text) return text.error();
  options.generated = text->json();
  const auto url = detail::read_generated_comments(options.generated).source_mapping_url;
  if (!url) return Error{ErrorCode::map_not_found, name + ": has no sourceMappingURL comment at its end"};
  if (detail::is_data_url(*url)) return convert(std::as_bytes(std::span(*url)), options);
  const auto map = detail::map_path(path, *url);
  if (!map) {
    return Error{ErrorCode::map_not_found, name + ": sourceMappingURL names no file beside it: " + std::string(*url)};
  }
  detail::Beside beside(options);
  auto json = detail::load_file(*map, limits);
  if (!json) return Error{json.error().code, name + ": sourceMappingURL: " + json.error().message};
  return detail::convert_json(std::move(*json), beside, options);
}

}  // namespace smcache
