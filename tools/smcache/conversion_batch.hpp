// Many conversions at once, reported in order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "conversion_plan.hpp"
#include "ledger.hpp"
#include "smcache/convert.hpp"

namespace smcache::tool {

// What became of one input.
struct Outcome {
  std::optional<Error> failure;
  bool unchanged = false;  // it was there already
  std::uint32_t mappings = 0;
  std::uint32_t sources = 0;
  std::uint32_t names = 0;
  std::uint64_t bytes = 0;          // of the cache
  std::uint64_t mapping_bytes = 0;  // of those, what belongs to mappings
  std::vector<Warning> warnings;
};

struct BatchCallbacks {
  // For each input, in the order of the plan.
  std::function<void(const PlannedFile&, const Outcome&)> report;
  // Whenever more inputs are done, in whatever order: how many, and how many bytes they had.
  std::function<void(std::size_t files, std::uint64_t bytes)> progress;
};

struct BatchOptions {
  ConvertOptions conversion;
  unsigned threads = 1;
  // Memory that conversions may take at the same time, about. One that is larger is done alone.
  std::uint64_t memory = std::uint64_t{1} << 30;
  Ledger* ledger = nullptr;  // null: convert whatever is there already
};

// Converts all files, the largest first, so that no thread is left alone with one in the end. The callbacks are called
// on the caller's thread.
void run_batch(std::span<const PlannedFile> files, const BatchOptions& options, const BatchCallbacks& callbacks);

}  // namespace smcache::tool
