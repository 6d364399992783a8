// Values as text, for the messages of differences.
#pragma once

#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "smcache/cache.hpp"
#include "tests/oracle/source_map.hpp"

namespace smcache::test {

template <typename... Parts>
std::string text_of(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

inline std::string describe(const oracle::Place& place) { return text_of(place.line, ":", place.column); }
inline std::string describe(const Position& place) { return text_of(place.line, ":", place.column); }

inline std::string describe(const std::optional<std::string_view>& text) {
  return text ? text_of('"', text->substr(0, 60), '"', text->size() > 60 ? text_of("... (", text->size(), ")") : "")
              : std::string("nothing");
}

inline std::string describe(const Mapping& mapping) {
  return text_of(describe(mapping.generated), " -> source ", static_cast<std::int32_t>(mapping.source), " ",
                 describe(mapping.original), " name ", static_cast<std::int32_t>(mapping.name),
                 mapping.is_range ? " range" : "");
}

// The oracle's mapping as the library would put it.
inline Mapping as_library(const oracle::Mapping& mapping) {
  const auto position = [](const oracle::Place& place) {
    return Position{static_cast<std::uint32_t>(place.line), static_cast<std::uint32_t>(place.column)};
  };
  Mapping result;
  result.generated = position(mapping.generated);
  if (mapping.original) {
    result.source = static_cast<std::uint32_t>(mapping.original->source);
    result.original = position(mapping.original->place);
  }
  if (mapping.name) result.name = static_cast<std::uint32_t>(*mapping.name);
  result.is_range = mapping.is_range;
  return result;
}

}  // namespace smcache::test
