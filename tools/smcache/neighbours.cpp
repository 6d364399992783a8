#include "neighbours.hpp"

#include "figures.hpp"

namespace smcache::tool {
namespace {

std::string number_text(std::uint32_t number, Base base) { return std::to_string(in_base(number, base)); }

std::string why_not_found(const Cache& cache, Position asked, Base base) {
  const std::uint32_t next = first_after(cache, asked);
  if (cache.mapping_count() == 0) return "the map has no mappings at all";
  const auto after = cache.mapping(next);
  const auto before = next == 0 ? std::nullopt : cache.mapping(next - 1);
  if (before && before->generated.line == asked.line) {
    return "a section begins between the position and the mapping before it, and ends that mapping's reach";
  }
  const std::string line = "line " + number_text(asked.line, base);
  if (after && after->generated.line == asked.line) {
    return "the first mapping of " + line + " begins at column " + number_text(after->generated.column, base) +
           ", after the position";
  }
  if (after) return line + " has no mappings; the next one begins at " + position_text(after->generated, base);
  if (!before) return line + " has no mappings";
  return line + " is past the last line with mappings, line " + number_text(before->generated.line, base);
}

}  // namespace

std::uint32_t first_after(const Cache& cache, Position position) noexcept {
  std::uint32_t first = 0;
  std::uint32_t count = cache.mapping_count();
  while (count > 0) {
    const std::uint32_t half = count / 2;
    const auto mapping = cache.mapping(first + half);
    if (!mapping || mapping->generated <= position) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

std::optional<std::uint32_t> section_at(const Cache& cache, Position position) noexcept {
  std::optional<std::uint32_t> covering;
  for (std::uint32_t i = 0; i < cache.section_count(); ++i) {
    const auto section = cache.section(i);
    if (section && section->start <= position) covering = i;
  }
  return covering;
}

std::string reason_text(const Cache& cache, Position asked, const Location& at, Base base) {
  if (at.status == LookupStatus::corrupt) return "the file is damaged where the answer should stand; verify says where";
  if (at.status == LookupStatus::not_found) return why_not_found(cache, asked, base);
  std::string text = at.is_range ? "range mapping #" : "mapping #";
  text.append(std::to_string(at.mapping)).append(" begins ");
  if (at.generated == asked) {
    text.append("exactly at the position");
  } else if (at.generated.line == asked.line) {
    text.append(counted(asked.column - at.generated.column, "column")).append(" before the position");
  } else {
    text.append(counted(asked.line - at.generated.line, "line")).append(" before the position");
  }
  if (at.status == LookupStatus::unmapped)
    text.append(", and names no source: made by the tool, not written by anyone");
  return text;
}

std::string text_state(const Cache& cache, const Location& at, Base base) {
  const Source source = cache.source(at.source);
  if (!source.content()) return "the map has no text of this source";
  const std::string line = "line " + number_text(at.original.line, base);
  if (at.original.line < source.line_count()) return line + " of " + grouped(source.line_count()) + " is in the map";
  return line + " is past the end of the text, which has " + counted(source.line_count(), "line") +
         ": it may be of another version";
}

}  // namespace smcache::tool
