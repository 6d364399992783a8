// Valid source maps of many shapes, from a seed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/property/json_writer.hpp"
#include "tests/support/seed.hpp"

namespace smcache::test {

// What a map's mappings look like. Chances are per segment (or line) and between 0 and 1.
struct Shape {
  std::string_view name;
  std::uint64_t lines = 1;      // at most
  std::uint64_t segments = 10;  // of a line, at most
  double empty_line = 0;
  std::uint64_t empty_run = 1;  // lines of an empty run, at most
  std::int64_t column_step = 12;
  double same_position = 0;
  double backwards = 0;  // a column before the last one
  double huge_step = 0;  // columns, original lines and columns by billions
  double unmapped = 0;
  double named = 0.3;
  double same_original = 0.1;
  std::int64_t original_lines = 3;  // how far the original line moves, either way
  std::int64_t original_columns = 40;
  double follows = 0;         // original column = generated column
  std::uint64_t sources = 5;  // at most
  std::uint64_t names = 30;   // at most
  double source_jump = 0.05;
  double range = 0;
  double long_vlq = 0;  // needless zero digits
};

const std::vector<Shape>& shapes();

// A regular map before it is written: fields as JSON, but for the two that are made of VLQs.
struct MapParts {
  JsonWriter::Fields fields;
  std::string mappings;
  std::optional<std::string> range_mappings;
};

MapParts random_parts(Random& random, const Shape& shape, const JsonStyle& style);
std::string written(Random& random, const MapParts& parts, const JsonStyle& style);

// The JSON of a regular map. It is valid: strict conversion takes it.
std::string random_map(Random& random, const Shape& shape, const JsonStyle& style);

// The JSON of an index map whose sections follow each other without overlapping, nested up to `depth`.
std::string random_index_map(Random& random, const JsonStyle& style, int depth);

}  // namespace smcache::test
