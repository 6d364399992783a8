#include "tests/fuzz/read_everything.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace smcache::test {
namespace {

// Damage may claim millions of mappings, sources or lines: the first and the last of each are enough.
constexpr std::uint32_t kEnough = 300;

class Sum {
 public:
  void add(std::uint64_t value) { sum_ = sum_ * 31 + value; }
  void add(std::string_view text) {
    for (const char c : text) add(static_cast<std::uint64_t>(c));
  }
  void add(const std::optional<std::string_view>& text) {
    if (text) add(*text);
  }
  void add(Position position) {
    add(position.line);
    add(position.column);
  }
  void add(const Mapping& mapping) {
    add(mapping.generated);
    add(mapping.original);
    add(mapping.source);
    add(mapping.name);
  }
  void add(const Function& function) {
    add(function.scope);
    add(function.name);
    add(static_cast<std::uint64_t>(function.kind));
  }
  void add(const Location& location) {
    add(static_cast<std::uint64_t>(location.status));
    add(location.mapping);
    add(location.generated);
    add(location.original);
  }
  [[nodiscard]] std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
};

void read_source(const Source& source, Sum& sum) {
  sum.add(source.name());
  sum.add(source.raw_name());
  sum.add(source.content());
  sum.add(source.ignored());
  const std::uint32_t lines = source.line_count();
  for (std::uint32_t line = 0; line < std::min(lines, kEnough); ++line) sum.add(source.line(line));
  sum.add(source.line(lines));
  sum.add(source.line(lines - 1));
  for (const std::uint32_t line : {0U, lines / 2, lines - 1, lines, 0xFFFFFFFFU}) {
    for (const std::string_view text : source.context(line, 3, 3)) sum.add(text);
  }
}

// A function and those around it.
void read_functions(const Cache& cache, Function function, Sum& sum) {
  for (std::uint32_t left = kEnough; function.kind != FunctionKind::none && left != 0; --left) {
    sum.add(function);
    if (const auto site = cache.call_site(function)) sum.add(site->original);
    function = cache.enclosing(function);
  }
}

void look_up(const Cache& cache, std::vector<Position> positions, Sum& sum) {
  for (const Reach reach : {Reach::line, Reach::across_lines}) {
    std::vector<Location> locations(positions.size());
    cache.lookup(positions, locations, reach);
    for (std::size_t i = 0; i < positions.size(); ++i) {
      const Location location = cache.lookup(positions[i], reach);
      sum.add(location);
      sum.add(locations[i] == location);
      sum.add(cache.source(location.source).name());
      sum.add(cache.name(location.name));
      Function function;
      sum.add(cache.lookup(positions[i], function, reach) == location);
      read_functions(cache, function, sum);
      sum.add(function == cache.function(positions[i]));
      std::uint32_t left = kEnough;
      const Mappings all = cache.lookup_all(positions[i], reach);
      for (auto at = all.begin(); at != all.end() && left != 0; ++at, --left) sum.add(*at);
    }
  }
}

}  // namespace

std::uint64_t read_everything(const Cache& cache) {
  Sum sum;
  const CacheInfo info = cache.info();
  sum.add(info.converter);
  sum.add(info.file);
  sum.add(info.source_root);
  sum.add(info.bytes.mappings + info.bytes.strings + info.bytes.sources_content + info.bytes.functions);

  std::vector<Position> positions;
  for (const std::uint32_t line : {0U, 1U, 63U, 64U, 65U, info.lines - 1, info.lines, 1U << 20, 0xFFFFFFFFU}) {
    for (const std::uint32_t column : {0U, 1U, 7U, 100U, 65536U, 0xFFFFFFFEU, 0xFFFFFFFFU}) {
      positions.push_back({line, column});
    }
  }
  const std::uint32_t mappings = cache.mapping_count();
  std::uint32_t left = kEnough;
  const Mappings all = cache.mappings();
  for (auto at = all.begin(); at != all.end() && left != 0; ++at, --left) {
    sum.add(*at);
    positions.push_back(at->generated);
  }
  for (std::uint32_t i = 0; i < std::min(mappings, kEnough); ++i) {
    for (const std::uint32_t index : {i, mappings - 1 - i}) {
      if (const auto mapping = cache.mapping(index)) sum.add(*mapping);
    }
  }
  sum.add(cache.mapping(mappings).has_value());
  look_up(cache, std::move(positions), sum);

  for (std::uint32_t i = 0; i < std::min(cache.source_count(), kEnough); ++i) read_source(cache.source(i), sum);
  read_source(cache.source(cache.source_count()), sum);
  for (std::uint32_t i = 0; i < std::min(cache.name_count(), kEnough); ++i) sum.add(cache.name(i));
  sum.add(cache.name(kNone));
  const std::uint32_t functions = cache.function_count();
  for (std::uint32_t i = 0; i <= std::min(functions, kEnough); ++i) {
    read_functions(cache, cache.function_at(i), sum);
    read_functions(cache, cache.function_at(functions - i), sum);
  }
  for (std::uint32_t i = 0; i <= std::min(cache.section_count(), kEnough); ++i) {
    if (const auto section = cache.section(i)) sum.add(section->start);
  }
  for (std::uint32_t i = 0; i <= std::min(cache.mended_count(), kEnough); ++i) sum.add(cache.mended(i).count);
  for (std::uint32_t i = 0; i <= std::min(cache.extension_count(), kEnough); ++i) {
    if (const auto extension = cache.extension(i)) sum.add(extension->json);
  }
  sum.add(cache.verify().ok());
  return sum.value();
}

}  // namespace smcache::test
