#include "reader/verify.hpp"

#include <cstddef>
#include <string>

#include <xxhash.h>

#include "reader/block_index.hpp"
#include "reader/line_table.hpp"
#include "reader/mapping_at.hpp"
#include "schema/line_scan.hpp"

namespace smcache::detail {
namespace {

Error broken(unsigned invariant, const std::string& what) {
  return {ErrorCode::corrupt, "invariant " + std::to_string(invariant) + ": " + what};
}

constexpr std::size_t kChecksumByte = 8;  // in format::Header, after total_size

// The checksum is taken with its own field read as zero.
std::uint64_t checksum_of(const Tables& tables) {
  const auto* const field = reinterpret_cast<const std::byte*>(tables.root->header()) + kChecksumByte;
  const auto before = static_cast<std::size_t>(field - tables.bytes.data());
  constexpr std::uint64_t kZero = 0;
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  XXH3_64bits_update(&state, tables.bytes.data(), before);
  XXH3_64bits_update(&state, &kZero, sizeof kZero);
  XXH3_64bits_update(&state, field + sizeof kZero, tables.bytes.size() - before - sizeof kZero);
  return XXH3_64bits_digest(&state);
}

Status verify_index(const Tables& tables) {
  const KeyLevels& levels = tables.key_levels;
  for (std::uint32_t block = 1; block < tables.block_count; ++block) {
    if (block_key(tables, block) < block_key(tables, block - 1))
      return broken(10, "block keys descend at block " + std::to_string(block));
  }
  if (tables.keys == nullptr) return success();
  std::size_t stride = 1;
  for (unsigned level = 0; level < levels.count; ++level, stride *= kIndexFanout) {
    const std::uint32_t filled = (levels.sizes[level] + kIndexFanout - 1) / kIndexFanout * kIndexFanout;
    for (std::uint32_t i = 0; i < filled; ++i) {
      const std::uint32_t expected = i < levels.sizes[level] ? tables.keys[levels.offsets[0] + i * stride] : kKeyFiller;
      if (tables.keys[levels.offsets[level] + i] != expected) {
        return broken(11, "level " + std::to_string(level) + " of the block index does not repeat level 0");
      }
    }
  }
  return success();
}

Status verify_lines(const Tables& tables) {
  const LineTable lines(tables);
  const std::size_t pages = tables.line_pages.size() - 1;
  for (std::size_t page = 0; page < pages; ++page) {
    const format::LinePage& at = tables.line_pages[page];
    const format::LinePage& next = tables.line_pages[page + 1];
    if (at.number() >= next.number() || at.start() >= next.start()) {
      return broken(12, "line pages do not ascend at page " + std::to_string(page));
    }
    std::uint64_t last = at.start();
    for (unsigned line = 0; line < kBlockSize; ++line) {
      LineSpan span;
      if (at.number() > kAbsent / kBlockSize || !lines.find(at.number() * kBlockSize + line, span) ||
          span.start != last) {
        return broken(13, "starts of lines do not ascend in page " + std::to_string(page));
      }
      last = span.end;
    }
  }
  return success();
}

Status verify_mappings(const Tables& tables) {
  const LineTable lines(tables);
  std::uint64_t last = 0;
  std::uint32_t ranges = 0;
  LineSpan line;
  Mapping mapping;
  for (std::uint32_t number = 0; number < tables.block_count; ++number) {
    const PackedBlock block = block_at(tables, number);
    if (!block.fits()) return broken(14, "block " + std::to_string(number) + " does not fit its place");
    const EliasFano keys = block.keys();
    for (unsigned i = 0; i < block.count(); ++i) {
      const std::uint64_t at = block_key(tables, number) + keys[i];
      const std::uint32_t index = number * kBlockSize + i;
      if (at < last || (i == 0 && at != block_key(tables, number))) {
        return broken(15, "positions descend at mapping " + std::to_string(index));
      }
      last = at;
      if ((at < line.start || at >= line.end) && !lines.line_of(at, mapping.generated.line, line)) {
        return broken(16, "mapping " + std::to_string(index) + " is on no line");
      }
      mapping.generated.column = static_cast<std::uint32_t>(at - line.start);
      if (!read_original(tables, block, i, mapping)) {
        return broken(17, "mapping " + std::to_string(index) + " names a source or name that is not there");
      }
      ranges += mapping.is_range ? 1 : 0;
    }
  }
  const std::uint32_t lines_seen = tables.mapping_count == 0 ? 0 : mapping.generated.line + 1;
  if (lines_seen != tables.line_count || ranges != tables.root->range_count()) {
    return broken(18, "the counts of lines or range mappings are not those of the mappings");
  }
  return success();
}

bool text_fits(const Tables& tables, const format::Text& text) {
  return text.offset() == kAbsent || tables.text(text).has_value();
}

Status verify_source(const Tables& tables, std::uint32_t index) {
  const format::Source& source = tables.sources[index];
  const std::string name = "source " + std::to_string(index);
  for (const format::Text* text : {&source.raw_name(), &source.name(), &source.content()}) {
    if (!text_fits(tables, *text)) return broken(19, name + ": a string reaches outside the strings");
  }
  if (source.content().offset() == kAbsent) return success();
  const std::string_view content = *tables.text(source.content());
  const bool line_feeds_only = (source.flags() & kSourceLineFeedsOnly) != 0;
  std::size_t start = 0;
  for (std::uint32_t line = 0;; ++line) {
    if (line != 0 && line % kLinesPerSample == 0) {
      const std::uint64_t sample = std::uint64_t{source.line_starts()} + line / kLinesPerSample - 1;
      if (sample >= tables.line_starts.size() || tables.line_starts[sample] != start) {
        return broken(20, name + ": a line sample does not stand at its line");
      }
    }
    const LineEnd end = find_line_end(content.substr(start), line_feeds_only);
    const LineEnd any_end = find_line_end(content.substr(start), false);
    if (any_end.next != end.next) return broken(20, name + ": has other line terminators than it says");
    if (end.next != std::string_view::npos) {
      start += end.next;
      continue;
    }
    if (line + 1 != source.line_count()) return broken(20, name + ": has another number of lines than it says");
    return success();
  }
}

Status verify_strings(const Tables& tables) {
  const format::Root& root = *tables.root;
  for (const format::Text* text : {root.converter(), root.file(), root.source_root()}) {
    if (text != nullptr && !text_fits(tables, *text)) return broken(19, "a string reaches outside the strings");
  }
  for (std::uint32_t i = 0; i < tables.names.size(); ++i) {
    if (!tables.text(tables.names[i])) return broken(19, "name " + std::to_string(i) + " reaches outside the strings");
  }
  for (const format::Extension& extension : tables.extensions) {
    if (!tables.text(extension.json())) return broken(19, "an extension reaches outside the strings");
  }
  for (std::uint32_t i = 0; i < tables.sources.size(); ++i) {
    if (Status status = verify_source(tables, i); !status) return status;
  }
  return success();
}

Status verify_sections(const Tables& tables) {
  for (std::size_t i = 1; i < tables.sections.size(); ++i) {
    const format::Section& last = tables.sections[i - 1];
    const format::Section& next = tables.sections[i];
    if (Position{next.line(), next.column()} < Position{last.line(), last.column()} ||
        next.first_mapping() < last.first_mapping() || next.first_source() < last.first_source()) {
      return broken(21, "sections descend at section " + std::to_string(i));
    }
  }
  if (!tables.sections.empty() && (tables.sections.back().first_mapping() > tables.mapping_count ||
                                   tables.sections.back().first_source() > tables.sources.size())) {
    return broken(21, "a section begins past the last mapping or source");
  }
  return success();
}

}  // namespace

Status verify(const Tables& tables) {
  if (checksum_of(tables) != tables.root->header()->checksum()) {
    return Error{ErrorCode::checksum_mismatch, "the checksum is not that of the bytes"};
  }
  for (const auto check : {verify_index, verify_lines, verify_mappings, verify_strings, verify_sections}) {
    if (Status status = check(tables); !status) return status;
  }
  return success();
}

}  // namespace smcache::detail
