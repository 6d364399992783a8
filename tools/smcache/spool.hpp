// What is taken out of archives, in one file that has no name: it needs no memory, goes when the program does, and
// nothing that an archive calls its entries ever becomes a path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "files/descriptor.hpp"
#include "smcache/error.hpp"

namespace smcache::tool {

class Spool {
 public:
  // In the directory for temporary files (TMPDIR, or /tmp). Errors: permission_denied, no_space, io.
  static Result<std::shared_ptr<Spool>> create();

  explicit Spool(detail::Descriptor file) noexcept : file_(std::move(file)) {}

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  // Errors: no_space, io.
  Status append(std::span<const std::byte> bytes);
  // Forgets what was appended after the size was this.
  void truncate(std::uint64_t size) noexcept { size_ = size; }
  // Any thread. Errors: io.
  [[nodiscard]] Result<std::string> read(std::uint64_t begin, std::uint64_t size) const;

 private:
  detail::Descriptor file_;
  std::uint64_t size_ = 0;
};

// A part of it. Cheap to copy.
struct SpoolPart {
  std::shared_ptr<const Spool> spool;
  std::uint64_t begin = 0;
  std::uint64_t size = 0;

  [[nodiscard]] Result<std::string> read() const { return spool->read(begin, size); }
};

}  // namespace smcache::tool
