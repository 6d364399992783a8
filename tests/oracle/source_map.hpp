// What a source map says, decoded the slow and plain way from ECMA-426 and the rules of this project:
// what the library is compared with. Shares nothing with it but the list of error codes.
//
// Everything here is meant to be obviously right, and nothing to be fast: values in vectors, searches
// from the first element to the last.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "smcache/error.hpp"

namespace smcache::oracle {

struct Place {
  std::int64_t line = 0;
  std::int64_t column = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Original {
  std::int64_t source = 0;
  Place place;
  friend bool operator==(const Original&, const Original&) = default;
};

struct Mapping {
  Place generated;
  std::optional<Original> original;  // absent: unmapped
  std::optional<std::int64_t> name;
  bool is_range = false;
  friend bool operator==(const Mapping&, const Mapping&) = default;
};

struct Source {
  std::optional<std::string> raw_name;
  std::optional<std::string> name;  // joined with sourceRoot
  std::optional<std::string> content;
  bool ignored = false;
};

// Where a section of an index map begins: mappings before `first_mapping` end there.
struct Section {
  Place start;
  std::size_t first_mapping = 0;
  std::size_t first_source = 0;
};

struct SourceMap {
  std::optional<std::string> file;
  std::optional<std::string> source_root;
  std::optional<std::array<std::uint8_t, 16>> debug_id;
  std::vector<Mapping> mappings;  // by generated position; equal positions in map order
  std::vector<Source> sources;
  std::vector<std::string> names;
  std::vector<Section> sections;
  std::map<ErrorCode, std::uint64_t> warnings;
  std::set<ErrorCode> strict_only;  // what only strict mode would have minded: null for an optional field
  bool repeated_keys = false;       // of what a field held that comes again, nothing is known
};

enum class Mode { lenient, strict };

// The map, or the code of the error that it fails with. In strict mode with several faults, the code
// of the first one that this decoder meets, which need not be the first that another decoder meets.
// Takes the JSON as it stands: what may be wrapped around it is not the oracle's concern.
std::variant<SourceMap, ErrorCode> decode(std::string_view json, Mode mode);

enum class Found { not_found, unmapped, found };

struct Answer {
  Found found = Found::not_found;
  std::size_t mapping = 0;  // index of the mapping that answers, unless not_found
  Place original;           // moved along with the position inside a range mapping
  friend bool operator==(const Answer&, const Answer&) = default;
};

// `cross_line`: look before the position's line as well.
Answer lookup(const SourceMap& map, Place position, bool cross_line);
// Indexes of all mappings where lookup() found one, in map order.
std::vector<std::size_t> lookup_all(const SourceMap& map, Place position, bool cross_line);

// The lines of a text, without their terminators: CRLF, LF, CR, U+2028, U+2029.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace smcache::oracle
