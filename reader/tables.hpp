// Where everything of an open file stands: plain pointers into its bytes, checked at open as far as
// constant time allows (spec.md 9). What they point to is checked where it is used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "schema/key_levels.hpp"
#include "schema/scope_block.hpp"
#include "schema/smcache_generated.h"
#include "smcache/error.hpp"
#include "smcache/position.hpp"

namespace smcache::detail {

struct LookupCode;
struct MappingsAhead;

// The tables of functions; no boundaries in a file without them.
struct ScopeTables {
  std::uint32_t boundary_count = 0;
  std::uint32_t block_count = 0;
  std::uint32_t scope_count = 0;
  KeyLevels key_levels{0};
  const std::uint32_t* keys = nullptr;  // null: wide_keys
  const std::uint64_t* wide_keys = nullptr;
  std::span<const format::ScopeBlock> blocks;  // block_count + 1
  std::span<const std::byte> boundaries;
  std::span<const format::ScopeClass> classes;
  ScopeRecordWidths widths{0, 0};
  const std::byte* records = nullptr;
  std::span<const format::Text> names;  // beside those of the map
  std::span<const format::CallSite> call_sites;
};

// The linear positions of a line: column c stands at start + c. No mapping of it stands at or after
// end, which is also where the next line starts; an empty line has none.
struct LineSpan {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
};

struct Tables {
  std::span<const std::byte> bytes;
  const format::Root* root = nullptr;
  const LookupCode* lookup = nullptr;
  std::uint32_t (*scope_lookup)(const Tables& tables, Position position) noexcept = nullptr;
  void (*read_ahead)(const Tables& tables, std::uint32_t end, MappingsAhead& ahead) noexcept = nullptr;

  std::uint32_t mapping_count = 0;
  std::uint32_t block_count = 0;
  std::uint32_t line_count = 0;
  bool has_ranges = false;

  // Pages of lines; one more at the end tells where the last line ends.
  std::span<const format::LinePage> line_pages;
  std::uint32_t absent_pages = 0;  // below the last page's number
  std::span<const std::uint64_t> line_lows;
  // Of a bundle, which is nearly all one line, that line; else the number of no line.
  std::uint64_t long_line = ~std::uint64_t{0};
  LineSpan long_line_span;

  KeyLevels key_levels{0};
  const std::uint32_t* keys = nullptr;  // null: wide_keys
  const std::uint64_t* wide_keys = nullptr;
  std::span<const std::uint32_t> block_offsets;  // block_count + 1
  std::span<const std::byte> blocks;

  std::span<const format::Section> sections;
  std::span<const format::Source> sources;
  std::span<const format::Text> names;
  std::span<const std::uint32_t> line_starts;
  std::span<const format::Mended> mended;
  std::span<const format::Extension> extensions;
  std::span<const std::byte> strings;
  ScopeTables scopes;

  // nullopt where the text is absent, or where it would reach outside the strings.
  [[nodiscard]] std::optional<std::string_view> text(const format::Text& at) const noexcept {
    const std::uint64_t end = std::uint64_t{at.offset()} + at.length();
    if (end > strings.size()) return std::nullopt;
    return std::string_view(reinterpret_cast<const char*>(strings.data()) + at.offset(), at.length());
  }
};

// The tables of functions in a file. Errors: corrupt, without the file's name.
Result<ScopeTables> find_scope_tables(const format::Root& root);
// How many bytes they take, without names.
std::uint64_t byte_count(const ScopeTables& scopes) noexcept;

// Checks `bytes` (spec.md 9, the checks at open) and finds its tables. `name` stands in messages.
// REQUIRES: bytes begin at a multiple of 8.
// Errors: not_a_cache, unsupported_version, truncated, corrupt.
Result<Tables> find_tables(std::span<const std::byte> bytes, std::string_view name);

}  // namespace smcache::detail
