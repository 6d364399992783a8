// A cache in the store's directory, as a file: opened, marked as used, put aside when it is damaged.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>

#include "smcache/cache.hpp"
#include "smcache/error.hpp"
#include "smcache/store_key.hpp"
#include "store/failure_note.hpp"
#include "store/layout.hpp"

namespace smcache::detail {

// A file's use is written down once in so many seconds, whoever uses it; more often where it would else count as idle.
constexpr Seconds mark_interval(Seconds max_idle) noexcept {
  constexpr Seconds kLongest = 3600;
  return max_idle > 0 && max_idle / 4 < kLongest ? max_idle / 4 : kLongest;
}
// So far may the times of files run ahead of this machine's clock.
inline constexpr Seconds kClockSlack = 300;

// Seconds since 1970.
[[nodiscard]] Seconds wall_clock() noexcept;

struct EntryFile {
  std::optional<Cache> cache;
  std::optional<Error> damage;  // why it is none
  struct stat status {};        // of the file that was opened
};

// nullopt where there is no file. `verify`: read all of it. Errors, which say nothing of the file: permission_denied,
// io, out_of_memory.
Result<std::optional<EntryFile>> open_entry(const std::filesystem::path& path, OpenMode mode, bool verify);

// Has its last use been written down too long ago, or in the future?
[[nodiscard]] bool is_mark_due(const struct stat& status, Seconds now, Seconds interval) noexcept;
// Writes down that the file is used now. False where there is no such file any more.
bool mark_used(const std::filesystem::path& path) noexcept;

// Moves a damaged file out of the way, if it still is the one of `opened`. REQUIRES: the key's lock is held. True where
// the file is not there any more.
bool quarantine(const Layout& layout, const StoreKey& key, const struct stat& opened) noexcept;

// Do mapped files vanish there? Other hosts may delete what this one has mapped: reading on would raise SIGBUS.
[[nodiscard]] bool is_network_file_system(const std::filesystem::path& path) noexcept;
// By the number that statfs() gives a file system.
[[nodiscard]] bool is_network_file_system(std::uint64_t magic) noexcept;

}  // namespace smcache::detail
