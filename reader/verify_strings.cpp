// Invariants 19 and 20: strings, and the lines of sources' texts.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "reader/verify_parts.hpp"
#include "schema/format.hpp"
#include "schema/line_scan.hpp"

namespace smcache::detail {
namespace {

bool fits_or_is_absent(const Tables& tables, const format::Text& text) {
  return text.offset() == kAbsent || tables.text(text).has_value();
}

Status verify_texts(const Tables& tables) {
  const format::Root& root = *tables.root;
  if (!tables.text(*root.converter())) return broken(19, "the converter's name reaches outside the strings");
  for (const format::Text* text : {root.file(), root.source_root()}) {
    if (text != nullptr && !fits_or_is_absent(tables, *text)) {
      return broken(19, "the file or the source root reaches outside the strings");
    }
  }
  for (std::uint32_t i = 0; i < tables.names.size(); ++i) {
    if (!tables.text(tables.names[i])) return broken(19, "name " + std::to_string(i) + " reaches outside the strings");
  }
  for (std::uint32_t i = 0; i < tables.scopes.names.size(); ++i) {
    if (!tables.text(tables.scopes.names[i])) {
      return broken(19, "function name " + std::to_string(i) + " reaches outside the strings");
    }
  }
  for (const format::Extension& extension : tables.extensions) {
    if (!tables.text(extension.json())) return broken(19, "an extension reaches outside the strings");
  }
  for (std::uint32_t i = 0; i < tables.sources.size(); ++i) {
    const format::Source& source = tables.sources[i];
    for (const format::Text* text : {&source.raw_name(), &source.name(), &source.content()}) {
      if (!fits_or_is_absent(tables, *text)) {
        return broken(19, "source " + std::to_string(i) + ": a string reaches outside the strings");
      }
    }
  }
  return success();
}

// REQUIRES: the source's strings fit.
Status verify_lines_of(const Tables& tables, std::uint32_t index) {
  const format::Source& source = tables.sources[index];
  const std::string name = "source " + std::to_string(index);
  const bool line_feeds_only = (source.flags() & kSourceLineFeedsOnly) != 0;
  if (source.content().offset() == kAbsent) {
    if (source.line_starts() == 0 && source.line_count() == 0 && !line_feeds_only) return success();
    return broken(20, name + ": has lines, but no text");
  }
  const std::string_view content = *tables.text(source.content());
  bool others = false;  // line terminators that are not LF
  std::uint32_t lines = 1;
  for (std::size_t start = 0;; ++lines) {
    const LineEnd end = find_line_end(content.substr(start), false);
    if (end.next == std::string_view::npos) break;
    others = others || content.substr(start + end.length, end.next - end.length) != "\n";
    start += end.next;
    if (lines % kLinesPerSample == 0) {
      const std::uint64_t sample = std::uint64_t{source.line_starts()} + lines / kLinesPerSample - 1;
      if (sample >= tables.line_starts.size() || tables.line_starts[sample] != start) {
        return broken(20, name + ": a line sample does not stand at its line");
      }
    }
  }
  if (lines != source.line_count()) return broken(20, name + ": has another number of lines than it says");
  if (others == line_feeds_only) return broken(20, name + ": has other line terminators than it says");
  return success();
}

}  // namespace

Status verify_strings(const Tables& tables) {
  if (Status status = verify_texts(tables); !status) return status;
  for (std::uint32_t i = 0; i < tables.sources.size(); ++i) {
    if (Status status = verify_lines_of(tables, i); !status) return status;
  }
  return success();
}

}  // namespace smcache::detail
