// The bytes of a file, mapped or copied.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "smcache/cache.hpp"
#include "smcache/error.hpp"

namespace smcache::detail {

// Owns a read-only mapping of a file, or memory. No descriptor is held: a process may have more files
// mapped than it may have open.
class FileBytes {
 public:
  FileBytes() = default;
  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  ~FileBytes();

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

  // Maps or reads the whole file behind a descriptor, which stays the caller's.
  // Errors: io, out_of_memory; invalid_argument where it is no regular file.
  static Result<FileBytes> load(int descriptor, std::string_view name, OpenMode mode);
  // A copy, aligned for reading in place.
  static Result<FileBytes> copy(std::span<const std::byte> bytes);
  // Opens and loads. Errors: besides those of load(), file_not_found, permission_denied.
  static Result<FileBytes> open(const std::filesystem::path& path, OpenMode mode);

 private:
  std::span<const std::byte> bytes_;
  bool mapped_ = false;
  std::unique_ptr<std::byte[]> copied_;
};

}  // namespace smcache::detail
