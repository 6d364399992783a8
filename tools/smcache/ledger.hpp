// What a release was converted from: a file in the output directory that lets the next run skip what has not changed.
//
// A line for each cache: the hash of what it was made of (map, generated file, options, converter), the checksum that
// the cache itself states, and its name. Lines are added as caches are finished, so that a run that was killed goes on
// where it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "conversion_plan.hpp"
#include "files/descriptor.hpp"
#include "smcache/convert.hpp"
#include "smcache/error.hpp"
#include "smcache/store_key.hpp"

namespace smcache::tool {

inline constexpr const char* kLedgerName = ".smcache-converted";

class Ledger {
 public:
  // Reads what is in the directory; a ledger that makes no sense is none.
  explicit Ledger(std::filesystem::path directory);

  // Is the cache there that was made of this? Any thread.
  [[nodiscard]] bool has(const std::filesystem::path& output, const StoreKey& made_of, std::uint64_t checksum) const;
  // Any thread. Where it cannot be written down, the next run converts again.
  void add(const std::filesystem::path& output, const StoreKey& made_of, std::uint64_t checksum);

 private:
  struct Line {
    StoreKey made_of;
    std::uint64_t checksum = 0;
  };
  [[nodiscard]] std::optional<std::string> name_of(const std::filesystem::path& output) const;

  std::filesystem::path directory_;
  mutable std::mutex mutex_;
  std::map<std::string, Line> lines_;
  detail::Descriptor file_;
};

// The hash of all that goes into a conversion. Errors: those of reading.
Result<StoreKey> made_of(const PlannedFile& file, const ConvertOptions& options);

}  // namespace smcache::tool
