// What convert prints of each input.
#pragma once

#include <string>

#include "conversion_batch.hpp"
#include "terminal.hpp"

namespace smcache::tool {

// One line of JSON, without its end.
[[nodiscard]] std::string report_json(const PlannedFile& file, const Outcome& outcome);

// One line for people, without its end. REQUIRES: the conversion did not fail.
[[nodiscard]] std::string report_text(const PlannedFile& file, const Outcome& outcome, const Palette& paint);

// The sum of a batch.
class Totals {
 public:
  void add(const PlannedFile& file, const Outcome& outcome) noexcept;
  [[nodiscard]] std::size_t failed() const noexcept { return failed_; }
  [[nodiscard]] std::string text() const;

 private:
  std::size_t converted_ = 0;
  std::size_t unchanged_ = 0;
  std::size_t failed_ = 0;
  std::uint64_t input_bytes_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t mappings_ = 0;
  std::uint64_t mapping_bytes_ = 0;
};

}  // namespace smcache::tool
