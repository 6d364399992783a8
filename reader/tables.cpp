#include "reader/tables.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include <flatbuffers/flatbuffers.h>

#include "reader/flatbuffer_spans.hpp"
#include "reader/line_table.hpp"
#include "reader/lookup.hpp"
#include "schema/format.hpp"

namespace smcache::detail {
namespace {

// Do 64-bit elements stand where they can be read? A Verifier looks only at where their number stands.
bool is_aligned(const auto* vector) {
  return vector->size() == 0 || reinterpret_cast<std::uintptr_t>(vector->Data()) % alignof(std::uint64_t) == 0;
}

bool is_aligned(const format::Root& root) {
  return is_aligned(root.line_pages()) && is_aligned(root.line_lows()) && is_aligned(root.wide_keys()) &&
         is_aligned(root.mended()) && (root.wide_scope_keys() == nullptr || is_aligned(root.wide_scope_keys()));
}

// A line that has most of all positions has the one in the middle.
void find_long_line(Tables& tables) noexcept {
  constexpr std::size_t kFewPages = 16;  // to look for the line among more is to read all over the table
  const std::uint64_t end = tables.line_pages.back().start();
  if (end == 0 || tables.line_pages.size() > kFewPages) return;
  std::uint32_t line = 0;
  LineSpan span;
  if (!LineTable(tables).line_of(end / 2, line, span) || span.end - span.start < end / 8 * 7) return;
  tables.long_line = line;
  tables.long_line_span = span;
}

}  // namespace

Result<Tables> find_tables(std::span<const std::byte> bytes, std::string_view name) {
  const auto fail = [&](ErrorCode code, std::string_view what) {
    return Error{code, std::string(name) + ": " + std::string(what)};
  };
  constexpr std::size_t kIdentifierEnd = 8;
  if (bytes.size() < kIdentifierEnd || !format::RootBufferHasIdentifier(bytes.data())) {
    return fail(ErrorCode::not_a_cache, "not an smcache file");
  }
  // Past 2 GiB a Verifier aborts; no writer makes such a file.
  if (bytes.size() > kMaxFileSize) return fail(ErrorCode::corrupt, "larger than 2 GiB");
  // The header is read first and by itself, so that another version or a cut file is told from damage.
  const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  flatbuffers::Verifier verifier(data, bytes.size());
  if (!format::VerifyRootBuffer(verifier) || !is_aligned(*format::GetRoot(data))) {
    return fail(ErrorCode::truncated, "cut short, or damaged at its start");
  }
  const format::Root* const root = format::GetRoot(data);
  const format::Header& header = *root->header();
  if (header.format_major() != kFormatMajor) {
    return fail(ErrorCode::unsupported_version, "format " + std::to_string(header.format_major()) + "." +
                                                    std::to_string(header.format_minor()) + "; this build reads " +
                                                    std::to_string(kFormatMajor));
  }
  if (header.total_size() != bytes.size()) {
    return fail(ErrorCode::truncated, "has " + std::to_string(bytes.size()) + " bytes, but was written with " +
                                          std::to_string(header.total_size()));
  }

  Tables tables;
  tables.bytes = bytes;
  tables.root = root;
  tables.lookup = &lookup_code();
  tables.scope_lookup = scope_lookup();
  tables.read_ahead = mapping_reader();
  tables.mapping_count = root->mapping_count();
  tables.line_count = root->line_count();
  tables.has_ranges = root->range_count() != 0;
  tables.block_count = static_cast<std::uint32_t>((std::uint64_t{tables.mapping_count} + kBlockSize - 1) / kBlockSize);
  tables.line_pages = span_of(root->line_pages());
  tables.line_lows = span_of(root->line_lows());
  tables.block_offsets = span_of(root->block_offsets());
  tables.blocks = span_of(root->blocks());
  tables.sections = span_of(root->sections());
  tables.sources = span_of(root->sources());
  tables.names = span_of(root->names());
  tables.line_starts = span_of(root->line_starts());
  tables.mended = span_of(root->mended());
  tables.extensions = span_of(root->extensions());
  tables.strings = span_of(root->strings());

  tables.key_levels = KeyLevels(tables.block_count);
  if (root->wide_keys()->size() != 0) {
    if (root->wide_keys()->size() != tables.block_count || root->keys()->size() != 0) {
      return fail(ErrorCode::corrupt, "invariant 5: the block index does not fit the number of blocks");
    }
    tables.wide_keys = root->wide_keys()->data();
  } else {
    if (root->keys()->size() != tables.key_levels.total) {
      return fail(ErrorCode::corrupt, "invariant 5: the block index does not fit the number of blocks");
    }
    tables.keys = root->keys()->data();
  }
  if (tables.block_offsets.size() != std::size_t{tables.block_count} + 1) {
    return fail(ErrorCode::corrupt, "invariant 6: the block offsets do not fit the number of blocks");
  }
  if (tables.blocks.size() < kTailPadding)
    return fail(ErrorCode::corrupt, "invariant 7: the blocks lack their padding");
  if (tables.line_pages.empty()) return fail(ErrorCode::corrupt, "invariant 8: the line table lacks its end");
  if (const std::size_t pages = tables.line_pages.size() - 1; pages != 0) {
    const std::uint64_t all = std::uint64_t{tables.line_pages[pages - 1].number()} + 1;
    tables.absent_pages = static_cast<std::uint32_t>(all - std::min<std::uint64_t>(all, pages));
  }
  find_long_line(tables);
  auto scopes = find_scope_tables(*root);
  if (!scopes) return fail(ErrorCode::corrupt, scopes.error().message);
  tables.scopes = *scopes;
  return tables;
}

}  // namespace smcache::detail
