#include "tests/conformance/suite.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// The list of cases that a JSON text is; nullptr where it is something else.
const json* case_list(const json& text) {
  const json* list = text.is_object() && text.contains("tests") ? &text["tests"] : &text;
  const auto is_case = [](const json& item) { return item.is_object() && item.contains("sourceMapFile"); };
  return list->is_array() && !list->empty() && std::all_of(list->begin(), list->end(), is_case) ? list : nullptr;
}

fs::path map_file(const fs::path& directory, const std::string& name) {
  for (const fs::path& candidate : {directory / "resources" / name, directory / name}) {
    if (fs::exists(candidate)) return candidate;
  }
  throw std::runtime_error((directory / name).string() + " is named and missing");
}

std::optional<std::string> text_or_null(const json& object, const char* field) {
  const json value = object.value(field, json());
  return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

// A converted map, opened.
class OpenMap {
 public:
  OpenMap(const fs::path& map, bool strict) {
    ConvertOptions options;
    options.strict = strict;
    auto made = convert_file(map, options);
    if (!made.ok()) throw std::runtime_error(made.error().message);
    conversion_ = std::move(*made);
    auto opened = Cache::from_bytes(conversion_.cache.bytes());
    if (!opened.ok()) throw std::runtime_error(opened.error().message);
    cache_.emplace(std::move(*opened));
    if (const auto verified = cache_->verify(); !verified.ok()) throw std::runtime_error(verified.error().message);
  }

  // The standard's own lookup reaches over line starts.
  [[nodiscard]] Location at(Position position) const { return cache_->lookup(position, Reach::across_lines); }
  [[nodiscard]] const Cache& cache() const { return *cache_; }

 private:
  Conversion conversion_;
  std::optional<Cache> cache_;
};

std::string as_text(const std::optional<std::string>& text) { return text ? '"' + *text + '"' : "null"; }

std::optional<std::string> owned(std::optional<std::string_view> text) {
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::string difference(const json& action, const OpenMap& map, const Location& at, bool with_name) {
  const bool mapped = action.contains("originalLine") && !action["originalLine"].is_null();
  if (!mapped) return at.status == LookupStatus::found ? "found, where nothing is mapped" : "";
  if (at.status != LookupStatus::found) return "nothing found";
  const Position expected{action["originalLine"].get<std::uint32_t>(), action["originalColumn"].get<std::uint32_t>()};
  if (at.original != expected) {
    return "found " + std::to_string(at.original.line) + ":" + std::to_string(at.original.column) + " instead of " +
           std::to_string(expected.line) + ":" + std::to_string(expected.column);
  }
  const auto source = text_or_null(action, "originalSource");
  const auto found_source = owned(map.cache().source(at.source).name());
  if (found_source != source) return "source " + as_text(found_source) + " instead of " + as_text(source);
  const auto name = text_or_null(action, "mappedName");
  const auto found_name = owned(map.cache().name(at.name));
  if (with_name && found_name != name) return "name " + as_text(found_name) + " instead of " + as_text(name);
  return {};
}

std::string check_mapping(const json& action, const OpenMap& map) {
  const Position position{action["generatedLine"].get<std::uint32_t>(), action["generatedColumn"].get<std::uint32_t>()};
  return difference(action, map, map.at(position), true);
}

// Through the map, then through each of the intermediate ones. Names belong to the single steps.
std::string check_transitive(const json& action, const fs::path& file, bool strict) {
  std::vector<fs::path> steps = {file};
  for (const json& name : action.at("intermediateMaps"))
    steps.push_back(map_file(file.parent_path(), name.get<std::string>()));
  Position position{action["generatedLine"].get<std::uint32_t>(), action["generatedColumn"].get<std::uint32_t>()};
  for (const fs::path& step : steps) {
    const OpenMap map(step, strict);
    const Location at = map.at(position);
    if (&step == &steps.back()) return difference(action, map, at, false);
    if (at.status != LookupStatus::found) return "nothing found in " + step.filename().string();
    position = at.original;
  }
  return {};
}

std::string check_ignore_list(const json& action, const OpenMap& map) {
  std::vector<std::string> expected = action.at("present").get<std::vector<std::string>>();
  std::vector<std::string> ignored;
  for (std::uint32_t i = 0; i < map.cache().source_count(); ++i) {
    const Source source = map.cache().source(i);
    if (source.ignored()) ignored.emplace_back(source.name().value_or("null"));
  }
  std::sort(expected.begin(), expected.end());
  std::sort(ignored.begin(), ignored.end());
  return ignored == expected ? "" : "other sources are on the ignore list: " + json(ignored).dump();
}

std::string run_action(const json& action, const SuiteCase& suite_case, const OpenMap& map, bool strict) {
  const std::string type = action.at("actionType");
  if (type == "checkMapping") return check_mapping(action, map);
  if (type == "checkMappingTransitive") return check_transitive(action, suite_case.map, strict);
  if (type == "checkIgnoreList") return check_ignore_list(action, map);
  return "no such action";
}

std::string run_valid(const SuiteCase& suite_case, bool strict) {
  const OpenMap map(suite_case.map, strict);
  for (const json& action : suite_case.actions) {
    const std::string problem = run_action(action, suite_case, map, strict);
    if (!problem.empty()) return action.dump() + ": " + problem;
  }
  return {};
}

std::string run_invalid(const SuiteCase& suite_case) {
  ConvertOptions options;
  options.strict = true;
  if (convert_file(suite_case.map, options).ok()) return "strict conversion takes an invalid map";
  if (!convert_file(suite_case.map).ok()) return {};
  const OpenMap mended(suite_case.map, false);
  for (const Mapping& mapping : mended.cache().mappings()) {
    if (mended.at(mapping.generated).status == LookupStatus::corrupt) return "what lenient conversion made is corrupt";
  }
  return {};
}

}  // namespace

std::vector<SuiteCase> read_suites(const fs::path& directory) {
  std::vector<SuiteCase> cases;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    const json text = json::parse(read_file(entry.path()), nullptr, false);
    const json* list = text.is_discarded() ? nullptr : case_list(text);
    if (list == nullptr) continue;
    for (const json& item : *list) {
      const std::string file = item["sourceMapFile"];
      cases.push_back({item.value("name", file), map_file(entry.path().parent_path(), file),
                       item.at("sourceMapIsValid"), item.value("testActions", std::vector<json>())});
    }
  }
  std::sort(cases.begin(), cases.end(), [](const SuiteCase& a, const SuiteCase& b) { return a.name < b.name; });
  return cases;
}

std::string run_case(const SuiteCase& suite_case) {
  try {
    if (!suite_case.valid) return run_invalid(suite_case);
    for (const bool strict : {true, false}) {
      const std::string problem = run_valid(suite_case, strict);
      if (!problem.empty()) return (strict ? "strict: " : "lenient: ") + problem;
    }
    return {};
  } catch (const std::exception& problem) {
    return problem.what();
  }
}

}  // namespace smcache::test
