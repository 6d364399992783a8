// Generated lines on which scopes of functions begin or end, or may do so. Linear positions have room for every
// place on a line that something stands at (spec.md 4): how far these lines reach has to be known before mappings
// are packed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "smcache/position.hpp"

namespace smcache::detail {

struct BoundaryLine {
  std::uint32_t line;
  std::uint32_t last_column;  // the largest that has to be there
};

class BoundaryLines {
 public:
  // Room for so many lines more.
  void reserve(std::size_t more) { lines_.reserve(lines_.size() + more); }
  // REQUIRES: lines never go back.
  void add(Position at) {
    if (lines_.empty() || lines_.back().line != at.line) {
      lines_.push_back({at.line, at.column});
    } else {
      lines_.back().last_column = std::max(lines_.back().last_column, at.column);
    }
  }

  [[nodiscard]] const std::vector<BoundaryLine>& lines() const noexcept { return lines_; }

 private:
  std::vector<BoundaryLine> lines_;
};

}  // namespace smcache::detail
