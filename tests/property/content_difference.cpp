#include <algorithm>

#include "tests/property/describe.hpp"
#include "tests/property/differences.hpp"

namespace smcache::test {
namespace {

template <typename A, typename B>
std::string unequal(std::string_view what, const A& expected, const B& actual) {
  return expected == actual ? std::string() : text_of(what, ": ", actual, " instead of ", expected);
}

std::string unequal_text(const std::string& what, const std::optional<std::string>& expected,
                         std::optional<std::string_view> actual) {
  if (expected == actual) return {};
  return what + ": " + describe(actual) + " instead of " + describe(std::optional<std::string_view>(expected));
}

std::string mapping_difference(const oracle::SourceMap& map, const Cache& cache) {
  if (cache.mapping_count() != map.mappings.size()) {
    return unequal("mapping_count", map.mappings.size(), cache.mapping_count());
  }
  auto iterated = cache.mappings().begin();
  for (std::uint32_t i = 0; i < map.mappings.size(); ++i, ++iterated) {
    const Mapping expected = as_library(map.mappings[i]);
    const auto indexed = cache.mapping(i);
    if (!indexed) return text_of("mapping ", i, ": nothing instead of ", describe(expected));
    if (*indexed != expected)
      return text_of("mapping ", i, ": ", describe(*indexed), " instead of ", describe(expected));
    if (iterated == cache.mappings().end() || iterated.index() != i || *iterated != expected) {
      return text_of("iteration at mapping ", i, ": another one than ", describe(expected));
    }
  }
  if (!(iterated == cache.mappings().end())) return "iteration goes on behind the last mapping";
  return cache.mapping(cache.mapping_count()) ? "there is a mapping behind the last one" : "";
}

std::string source_difference(const oracle::SourceMap& map, const Cache& cache) {
  if (cache.source_count() != map.sources.size())
    return unequal("source_count", map.sources.size(), cache.source_count());
  for (std::uint32_t i = 0; i < map.sources.size(); ++i) {
    const oracle::Source& expected = map.sources[i];
    const Source source = cache.source(i);
    const std::string what = "source " + std::to_string(i);
    if (auto text = unequal_text(what + " name", expected.name, source.name()); !text.empty()) return text;
    if (auto text = unequal_text(what + " raw name", expected.raw_name, source.raw_name()); !text.empty()) return text;
    if (auto text = unequal_text(what + " content", expected.content, source.content()); !text.empty()) return text;
    if (source.ignored() != expected.ignored) return unequal(what + " ignored", expected.ignored, source.ignored());
  }
  const Source none = cache.source(cache.source_count());
  return none.name() || none.content() || none.ignored() ? "there is a source behind the last one" : "";
}

std::string name_difference(const oracle::SourceMap& map, const Cache& cache) {
  if (cache.name_count() != map.names.size()) return unequal("name_count", map.names.size(), cache.name_count());
  for (std::uint32_t i = 0; i < map.names.size(); ++i) {
    const auto text = unequal_text("name " + std::to_string(i), map.names[i], cache.name(i));
    if (!text.empty()) return text;
  }
  return cache.name(cache.name_count()) || cache.name(kNone) ? "there is a name behind the last one" : "";
}

std::string info_difference(const oracle::SourceMap& map, const Cache& cache) {
  const CacheInfo info = cache.info();
  const std::int64_t lines = map.mappings.empty() ? 0 : map.mappings.back().generated.line + 1;
  if (auto text = unequal("info lines", std::min<std::int64_t>(lines, 0xFFFFFFFF), std::int64_t{info.lines});
      !text.empty())
    return text;
  if (auto text = unequal("info mappings", map.mappings.size(), info.mappings); !text.empty()) return text;
  if (auto text = unequal("info sources", map.sources.size(), info.sources); !text.empty()) return text;
  if (auto text = unequal("info names", map.names.size(), info.names); !text.empty()) return text;
  if (auto text = unequal("info size", cache.bytes().size(), info.size); !text.empty()) return text;
  if (auto text = unequal_text("info file", map.file, info.file); !text.empty()) return text;
  if (auto text = unequal_text("info source_root", map.source_root, info.source_root); !text.empty()) return text;
  if (info.debug_id != map.debug_id) return "info debug_id: another one";
  const auto& bytes = info.bytes;
  if (bytes.mappings + bytes.strings + bytes.sources_content > info.size) return "info bytes: more than there are";
  return {};
}

}  // namespace

std::string content_difference(const oracle::SourceMap& map, const Cache& cache) {
  for (const auto& part : {mapping_difference, source_difference, name_difference, info_difference}) {
    if (auto text = part(map, cache); !text.empty()) return text;
  }
  return {};
}

std::string warning_difference(const oracle::SourceMap& map, const Conversion& conversion, const Cache& cache) {
  std::map<ErrorCode, std::uint64_t> returned, kept;
  for (const Warning& warning : conversion.warnings) {
    if (warning.message.empty()) return "a warning has no message";
    returned[warning.code] += warning.count;
  }
  for (std::uint32_t i = 0; i < cache.mended_count(); ++i) kept[cache.mended(i).code] += cache.mended(i).count;
  if (returned != kept) return "the file keeps other warnings than the conversion returned";
  if (returned == map.warnings) return {};
  const auto list = [](const std::map<ErrorCode, std::uint64_t>& warnings) {
    std::string text;
    for (const auto& [code, count] : warnings) text += text_of(" ", error_name(code), " x ", count);
    return text.empty() ? " none" : text;
  };
  return "warnings:" + list(returned) + " instead of" + list(map.warnings);
}

}  // namespace smcache::test
