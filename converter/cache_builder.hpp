// Packed mappings, strings and tables become the bytes of one FlatBuffer (spec.md 3).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "converter/block_packer.hpp"
#include "converter/diagnostics.hpp"
#include "converter/scope_packer.hpp"
#include "converter/source_lines.hpp"
#include "converter/string_pool.hpp"
#include "schema/uuid.hpp"
#include "smcache/convert.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

struct SourceRecord {
  TextRef raw_name;
  TextRef name;  // joined with sourceRoot
  TextRef content;
  SourceLinesRecord lines;
  bool ignored = false;
};

struct SectionRecord {
  std::uint32_t line, column, first_mapping, first_source;
};

struct ExtensionRecord {
  std::uint32_t kind, section;
  TextRef json;
};

// Everything that a cache holds beside the packed mappings and the strings.
struct CacheContents {
  std::array<std::uint64_t, 2> input_hash{};  // XXH3-128: low, high
  TextRef converter;
  TextRef file;
  TextRef source_root;
  std::optional<DebugId> debug_id;
  std::vector<SourceRecord> sources;
  std::size_t content_size = 0;  // bytes of their texts in the pool
  std::vector<std::uint32_t> line_samples;
  std::vector<TextRef> names;
  std::vector<SectionRecord> sections;
  std::vector<ExtensionRecord> extensions;
};

// Builds the file's bytes, around the strings where they stand. REQUIRES: finish() was called on the
// packers; on that of scopes only if it has any.
// of scopes only if it has any. Errors: output_too_large.
Result<Bytes> build_cache(const CacheContents& contents, const BlockPacker& packer, const ScopePacker& scopes,
                          StringPool strings, const std::vector<Warning>& mended, std::string_view input_name);

}  // namespace smcache::detail
