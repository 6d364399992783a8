#include <algorithm>

#include "tests/property/describe.hpp"
#include "tests/property/differences.hpp"

namespace smcache::test {
namespace {

using Lines = std::vector<std::string_view>;

// Lines [first, end) of those that there are.
std::string range_difference(const std::string& what, const Lines& lines, std::uint64_t first, std::uint64_t end,
                             const SourceLines& actual) {
  first = std::min<std::uint64_t>(first, lines.size());
  end = std::clamp<std::uint64_t>(end, first, lines.size());
  if (actual.size() != end - first) return text_of(what, ": ", actual.size(), " lines instead of ", end - first);
  if (actual.empty()) return {};
  if (actual.first_line() != first) return text_of(what, ": begins at ", actual.first_line(), " instead of ", first);
  std::uint64_t at = first;
  for (const std::string_view line : actual) {
    if (at == end || line != lines[at]) return text_of(what, ": line ", at, " is ", describe(line));
    ++at;
  }
  return at == end ? "" : what + ": ends early";
}

std::string source_difference(const std::string& what, const Lines& lines, const Source& source, Random& random) {
  if (source.line_count() != lines.size()) {
    return text_of(what, ": ", source.line_count(), " lines instead of ", lines.size());
  }
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (source.line(i) != lines[i]) {
      return text_of(what, ": line ", i, " is ", describe(source.line(i)), " instead of ", describe(lines[i]));
    }
  }
  for (const std::uint32_t past : {static_cast<std::uint32_t>(lines.size()), kNone}) {
    if (source.line(past) || !source.context(past, 1, 1).empty() || !source.lines(past, 2).empty()) {
      return what + ": there is a line behind the last one";
    }
  }
  if (lines.empty()) return {};
  for (int i = 0; i < 20; ++i) {
    const auto line = static_cast<std::uint32_t>(random.below(lines.size()));
    const auto before = static_cast<std::uint32_t>(random.chance(0.1) ? kNone : random.below(70));
    const auto after = static_cast<std::uint32_t>(random.chance(0.1) ? kNone : random.below(70));
    const std::string context = text_of(what, ": context of ", before, " and ", after, " lines around ", line);
    auto text = range_difference(context, lines, line - std::min(line, before), std::uint64_t{line} + after + 1,
                                 source.context(line, before, after));
    if (!text.empty()) return text;
    text = range_difference(text_of(what, ": ", after, " lines from ", line), lines, line, std::uint64_t{line} + after,
                            source.lines(line, after));
    if (!text.empty()) return text;
  }
  return {};
}

}  // namespace

std::string text_difference(const oracle::SourceMap& map, const Cache& cache, Random& random) {
  for (std::uint32_t i = 0; i < map.sources.size(); ++i) {
    const auto& content = map.sources[i].content;
    const Lines lines = content ? oracle::lines_of(*content) : Lines();
    auto text = source_difference("source " + std::to_string(i), lines, cache.source(i), random);
    if (!text.empty()) return text;
  }
  return {};
}

}  // namespace smcache::test
