// How much a store holds, as its processes keep count of it together: what tells a process that publishes whether it is
// time to evict, without a look at every file. An estimate that each sweep puts right.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "store/failure_note.hpp"

namespace smcache::detail {

struct Usage {
  std::uint64_t bytes = 0;  // of caches
  std::uint64_t entries = 0;
  Seconds swept = 0;  // when a sweep last counted

  void add(std::uint64_t size) noexcept {
    bytes += size;
    ++entries;
  }
  void subtract(std::uint64_t size) noexcept {
    bytes -= size < bytes ? size : bytes;
    if (entries > 0) --entries;
  }
};

// nullopt where there is no such file, or none that makes sense: nobody has counted.
[[nodiscard]] std::optional<Usage> read_usage(const std::filesystem::path& file);

// Changes the numbers, one process at a time, and gives what they are then. Nothing changes where nobody has counted,
// and where there is no lock (`lock_file`) or no room to write.
std::optional<Usage> change_usage(const std::filesystem::path& file, const std::filesystem::path& lock_file,
                                  const std::function<void(Usage&)>& change);

// Sets them, as counted.
void write_usage(const std::filesystem::path& file, const Usage& usage);

}  // namespace smcache::detail
