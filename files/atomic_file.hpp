// A file that appears whole, or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "files/temporary_file.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

enum class Durability : std::uint8_t {
  synced,   // what is committed stays, also if the machine loses power
  unsynced  // until the system has written it, a loss of power may leave the file short or full of zeros
};

// Writes to a temporary file beside the target, and renames. Until commit() nothing changes at the target; without
// it the temporary file is removed.
class AtomicFile {
 public:
  // A symbolic link at `path` is followed: the file that it leads to is replaced, not the link.
  // Errors: file_not_found, permission_denied, no_space, io (also where a directory or a device is at `path`).
  static Result<AtomicFile> create(const std::filesystem::path& path);

  AtomicFile(AtomicFile&& other) noexcept = default;
  AtomicFile& operator=(AtomicFile&& other) = delete;
  ~AtomicFile();

  // Errors: no_space, io.
  Status write(std::span<const std::byte> bytes);

  // Gives the file its name: fsync, rename, fsync of the directory; unsynced, rename alone. To be called once.
  // Errors: no_space, permission_denied, file_not_found, io.
  Status commit(Durability durability = Durability::synced);

 private:
  AtomicFile(std::filesystem::path target, TemporaryFile temporary);

  std::filesystem::path target_;
  TemporaryFile temporary_;  // closed when there is nothing to remove
};

}  // namespace smcache::detail
