// A source map compiled to an smcache file, opened for looking up.
//
//   auto cache = smcache::Cache::open("app.min.js.smcache");
//   if (!cache) die(cache.error().message);
//   smcache::Location at = cache->lookup({.line = 0, .column = 4711});
//   if (at.status == smcache::LookupStatus::found) {
//     std::optional<std::string_view> file = cache->source(at.source).name();
//
// Opening maps the file and checks its size, identifier, versions and structure in constant time;
// nothing is parsed, then or later. Damage behind that check is found where it is used: a lookup that
// meets it answers LookupStatus::corrupt, a string that is not there answers nullopt, and nothing
// ever reads outside the file. verify() checks all of it.
//
// Threads: every const member function may be called from any number of threads at the same time. No
// lookup locks or allocates.
// Lifetimes: views and strings that a Cache hands out point into the mapped file and live as long as
// the Cache; moving a Cache keeps them alive.
// Files: publish caches by renaming a finished file into place, and never change one in place: a
// file that is cut short while it is mapped raises SIGBUS in its readers, as with any mapped file
// (OpenMode::copy is safe even from that).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "smcache/error.hpp"
#include "smcache/function.hpp"
#include "smcache/position.hpp"

namespace smcache {

namespace detail {
class FileBytes;
struct Tables;
}  // namespace detail

// "No source", "no name", "no mapping": what an index holds where there is nothing to point at.
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

enum class OpenMode : std::uint8_t {
  map,           // map the file; pages are read when they are touched, and shared between processes
  map_populate,  // the same, and have the system read the whole file now
  copy,          // read the file into memory: for network file systems, and for files that may be cut
};

// One mapping (ECMA-426, "Decoded Mapping Record"). Positions are zero-based, columns UTF-16.
struct Mapping {
  Position generated;
  Position original;             // meaningless where source is kNone
  std::uint32_t source = kNone;  // kNone: the mapping has no original position
  std::uint32_t name = kNone;
  bool is_range = false;  // a range mapping (ECMA-426 proposal): it also maps what follows it

  friend bool operator==(const Mapping&, const Mapping&) = default;
};

namespace detail {
// Mappings that follow each other, read together: what they have in common is looked at once.
struct MappingsAhead {
  std::array<Mapping, 8> mappings;
  std::uint32_t count = 0;
  std::uint32_t place = 0;  // of the current one among them
  std::uint32_t index = 0;  // and among all of the cache's
  std::uint32_t line = 0;   // of the last one; where it starts and ends among the linear positions
  std::uint64_t line_start = 0;
  std::uint64_t line_end = 0;
};
}  // namespace detail

enum class LookupStatus : std::uint8_t {
  not_found = 0,  // no mapping of the line stands at or before the column
  unmapped = 1,   // there is one, and it says: no original position. A fact, not a failure
  found = 2,
  corrupt = 3,  // the file is damaged where the answer should stand
};

// The answer to a lookup: 32 bytes, no pointers.
struct Location {
  LookupStatus status = LookupStatus::not_found;
  bool is_range = false;          // answered by a range mapping
  std::uint32_t mapping = kNone;  // index of the mapping that answers, in stored order
  Position generated;             // where that mapping begins
  Position original;              // zero-based; for a range mapping, moved along with the position asked for
  std::uint32_t source = kNone;   // index into source()
  std::uint32_t name = kNone;     // index into name()

  friend bool operator==(const Location&, const Location&) = default;
};

// How far before the position a lookup may find its mapping.
enum class Reach : std::uint8_t {
  line,         // to the start of the position's line: what error trackers and engines expect
  across_lines  // over line starts: the standard's own GetOriginalPositions
};

// The lines of a source from one line on, without their terminators (LF, CR, CRLF, U+2028, U+2029),
// each a view into the cache. Single pass.
class SourceLines {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    iterator() = default;
    reference operator*() const noexcept { return line_; }
    iterator& operator++() noexcept;
    void operator++(int) noexcept { ++*this; }
    friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.left_ == b.left_; }

   private:
    friend class SourceLines;
    iterator(std::string_view text, std::uint32_t count, bool line_feeds_only) noexcept;
    void cut_line() noexcept;
    std::string_view rest_;
    std::string_view line_;
    std::uint32_t left_ = 0;
    bool line_feeds_only_ = false;
  };

  SourceLines() = default;
  [[nodiscard]] std::uint32_t first_line() const noexcept { return first_; }  // zero-based
  [[nodiscard]] std::uint32_t size() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] iterator begin() const noexcept { return {text_, count_, line_feeds_only_}; }
  [[nodiscard]] iterator end() const noexcept { return {}; }

 private:
  friend class Source;
  std::string_view text_;  // from the first line's start to the end of the content
  std::uint32_t first_ = 0;
  std::uint32_t count_ = 0;
  bool line_feeds_only_ = false;
};

// One source (ECMA-426, "Decoded Source Record"): a view, cheap to copy.
class Source {
 public:
  // The name joined with the map's sourceRoot; nullopt for a null source. Bytes as in the map.
  [[nodiscard]] std::optional<std::string_view> name() const noexcept;
  // The entry of "sources" as it stands.
  [[nodiscard]] std::optional<std::string_view> raw_name() const noexcept;
  // The text; nullopt where the map has none, or where it was left out. UTF-8.
  [[nodiscard]] std::optional<std::string_view> content() const noexcept;
  // On the map's ignore list (ECMA-426, "ignoreList").
  [[nodiscard]] bool ignored() const noexcept;

  // How many lines the content has; 0 where there is none.
  [[nodiscard]] std::uint32_t line_count() const noexcept;
  // A zero-based line; nullopt past the end, or without content.
  [[nodiscard]] std::optional<std::string_view> line(std::uint32_t line) const noexcept;
  // Lines [first, first + count), clipped to those there are.
  [[nodiscard]] SourceLines lines(std::uint32_t first, std::uint32_t count) const noexcept;
  // Up to `before` lines before `line`, the line, and up to `after` lines after it, clipped at the
  // ends. Empty where `line` itself is past the end.
  [[nodiscard]] SourceLines context(std::uint32_t line, std::uint32_t before, std::uint32_t after) const noexcept;

 private:
  friend class Cache;
  Source(const detail::Tables* tables, std::uint32_t index) noexcept : tables_(tables), index_(index) {}
  const detail::Tables* tables_;
  std::uint32_t index_;
};

// A stretch of a cache's mappings in stored order (by generated position, equal positions in map
// order). Single pass; iterating is faster than mapping(i) one by one. Over a damaged block the
// iteration yields nothing and goes on behind it.
class Mappings {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Mapping;
    using difference_type = std::ptrdiff_t;
    using pointer = const Mapping*;
    using reference = const Mapping&;

    iterator() = default;
    reference operator*() const noexcept { return ahead_.mappings[ahead_.place]; }
    pointer operator->() const noexcept { return &**this; }
    // The mapping's index among all of the cache's.
    [[nodiscard]] std::uint32_t index() const noexcept { return ahead_.index; }
    iterator& operator++() noexcept {
      ++ahead_.index;
      if (++ahead_.place >= ahead_.count) read_ahead();
      return *this;
    }
    void operator++(int) noexcept { ++*this; }
    friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.index() == b.index(); }

   private:
    friend class Mappings;
    iterator(const detail::Tables* tables, std::uint32_t index, std::uint32_t end) noexcept;
    void read_ahead() noexcept;
    const detail::Tables* tables_ = nullptr;
    std::uint32_t end_ = 0;
    detail::MappingsAhead ahead_;
  };

  Mappings() = default;
  [[nodiscard]] iterator begin() const noexcept { return {tables_, first_, end_}; }
  [[nodiscard]] iterator end() const noexcept { return {nullptr, end_, end_}; }
  [[nodiscard]] std::uint32_t size() const noexcept { return end_ - first_; }
  [[nodiscard]] bool empty() const noexcept { return end_ == first_; }

 private:
  friend class Cache;
  Mappings(const detail::Tables* tables, std::uint32_t first, std::uint32_t end) noexcept
      : tables_(tables), first_(first), end_(end) {}
  const detail::Tables* tables_ = nullptr;
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
};

// Where a section of an index map begins (ECMA-426, "Index source map"), nested ones flattened.
struct Section {
  Position start;
  std::uint32_t first_mapping = 0;
  std::uint32_t first_source = 0;
};

// What conversion mended or dropped, and how often.
struct Mended {
  ErrorCode code = ErrorCode::ok;
  std::uint64_t count = 0;
};

// What a file knows about itself. Strings live as long as the cache.
struct CacheInfo {
  std::uint16_t format_major = 0;
  std::uint16_t format_minor = 0;
  std::string_view converter;                 // program and version that wrote the file
  std::uint64_t size = 0;                     // bytes
  std::uint64_t checksum = 0;                 // XXH3-64 of the file
  std::array<std::uint8_t, 16> input_hash{};  // XXH3-128 of the source map's JSON, most significant byte first
  std::optional<std::array<std::uint8_t, 16>> debug_id;
  std::optional<std::string_view> file;
  std::optional<std::string_view> source_root;
  std::uint32_t mappings = 0;
  std::uint32_t lines = 0;  // generated lines up to the last one that has a mapping
  std::uint32_t sources = 0;
  std::uint32_t names = 0;
  std::uint32_t sections = 0;
  std::uint32_t functions = 0;
  // Where the bytes go; the rest of size is framing.
  struct Bytes {
    std::uint64_t mappings = 0;         // blocks, their index, generated lines
    std::uint64_t strings = 0;          // names and source names, with their tables
    std::uint64_t sources_content = 0;  // texts, with their line samples
    std::uint64_t functions = 0;        // where they are; their names count as strings
  } bytes;
};

class Cache {
 public:
  // Opens a file. The file's descriptor is closed again before this returns.
  // Errors: file_not_found, permission_denied, io, out_of_memory; not_a_cache, unsupported_version,
  // truncated, corrupt.
  static Result<Cache> open(const std::filesystem::path& path, OpenMode mode = OpenMode::map);
  // The same from an open descriptor, which stays open and stays the caller's. `name` stands in
  // messages for the path.
  static Result<Cache> open_descriptor(int descriptor, std::string_view name, OpenMode mode = OpenMode::map);
  // Reads the caller's bytes where they stand: they have to outlive the Cache and stay as they are.
  // Bytes that do not begin at a multiple of 8 are copied.
  static Result<Cache> from_bytes(std::span<const std::byte> bytes);

  Cache(Cache&&) noexcept;
  Cache& operator=(Cache&&) noexcept;
  ~Cache();

  // The last mapping at or before `position` on its line: the greatest column, and among equals the
  // last in map order. On an index map, mappings before a section's start end there.
  [[nodiscard]] Location lookup(Position position, Reach reach = Reach::line) const noexcept;
  // The same, and the function(position) that it is in: in less time than one after the other.
  Location lookup(Position position, Function& function, Reach reach = Reach::line) const noexcept;
  // The same for many positions, faster than one by one. Answers as many as both spans hold.
  void lookup(std::span<const Position> positions, std::span<Location> locations,
              Reach reach = Reach::line) const noexcept;
  // Every mapping at the generated position at which lookup() finds one, in map order.
  [[nodiscard]] Mappings lookup_all(Position position, Reach reach = Reach::line) const noexcept;

  [[nodiscard]] std::uint32_t mapping_count() const noexcept;
  // nullopt where the index is out of range or the block damaged.
  [[nodiscard]] std::optional<Mapping> mapping(std::uint32_t index) const noexcept;
  [[nodiscard]] Mappings mappings() const noexcept;
  // Mappings [first, end), clipped to those there are.
  [[nodiscard]] Mappings mappings(std::uint32_t first, std::uint32_t end) const noexcept;

  [[nodiscard]] std::uint32_t source_count() const noexcept;
  // Any index may be asked for; one out of range has no name and no content.
  [[nodiscard]] Source source(std::uint32_t index) const noexcept;

  [[nodiscard]] std::uint32_t name_count() const noexcept;
  // An entry of "names"; nullopt out of range (so also for kNone).
  [[nodiscard]] std::optional<std::string_view> name(std::uint32_t index) const noexcept;

  // The innermost function around a generated position; kind none where none is known, which says
  // nothing about the cache (conversion may have had nothing to learn it from).
  [[nodiscard]] Function function(Position position) const noexcept;
  // How many functions are known, and each by its number.
  [[nodiscard]] std::uint32_t function_count() const noexcept;
  [[nodiscard]] Function function_at(std::uint32_t scope) const noexcept;
  // The function around another one; kind none around the outermost.
  [[nodiscard]] Function enclosing(const Function& function) const noexcept;
  // Of an inlined function: where it was called. The frames of a position are its function and, as long
  // as that is inlined, the one around it at the call site.
  [[nodiscard]] std::optional<CallSite> call_site(const Function& function) const noexcept;

  [[nodiscard]] std::uint32_t section_count() const noexcept;
  [[nodiscard]] std::optional<Section> section(std::uint32_t index) const noexcept;

  // What conversion mended, by rising code.
  [[nodiscard]] std::uint32_t mended_count() const noexcept;
  [[nodiscard]] Mended mended(std::uint32_t index) const noexcept;

  // The JSON text of a vendor's field that conversion kept for later ("x_facebook_sources" ...).
  [[nodiscard]] std::uint32_t extension_count() const noexcept;
  struct Extension {
    std::string_view field;
    std::uint32_t section = 0;
    std::string_view json;
  };
  [[nodiscard]] std::optional<Extension> extension(std::uint32_t index) const noexcept;

  [[nodiscard]] CacheInfo info() const noexcept;
  // The whole file.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept;

  // Reads everything: the checksum and every invariant of spec.md. Takes time in proportion to the
  // file's size. Errors: checksum_mismatch, corrupt (the message cites the invariant).
  [[nodiscard]] Status verify() const;

 private:
  class Storage;
  explicit Cache(std::unique_ptr<const Storage> storage) noexcept;
  static Result<Cache> adopt(detail::FileBytes file, std::span<const std::byte> bytes, std::string_view name);
  std::unique_ptr<const Storage> storage_;
  const detail::Tables* tables_ = nullptr;
};

}  // namespace smcache
