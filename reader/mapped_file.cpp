#include "reader/mapped_file.hpp"

#include <cerrno>
#include <cstring>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smcache::detail {
namespace {

Error system_error(std::string_view name, std::string_view doing, int number) {
  ErrorCode code = ErrorCode::io;
  if (number == ENOENT || number == ENOTDIR) code = ErrorCode::file_not_found;
  if (number == EACCES || number == EPERM) code = ErrorCode::permission_denied;
  if (number == ENOMEM) code = ErrorCode::out_of_memory;
  return {code, std::string(name) + ": " + std::string(doing) + ": " + std::generic_category().message(number)};
}

// Closes at the scope's end.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

}  // namespace

FileBytes::FileBytes(FileBytes&& other) noexcept
    : bytes_(std::exchange(other.bytes_, {})),
      mapped_(std::exchange(other.mapped_, false)),
      copied_(std::move(other.copied_)) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(mapped_, other.mapped_);
  std::swap(copied_, other.copied_);
  return *this;
}

FileBytes::~FileBytes() {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): munmap() takes what mmap() gave
  if (mapped_) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

Result<FileBytes> FileBytes::copy(std::span<const std::byte> bytes) {
  FileBytes file;
  file.copied_.reset(new (std::nothrow) std::byte[bytes.size() + 1]);
  if (!file.copied_) return Error{ErrorCode::out_of_memory, "no memory for a copy of the cache"};
  if (!bytes.empty()) std::memcpy(file.copied_.get(), bytes.data(), bytes.size());
  file.bytes_ = {file.copied_.get(), bytes.size()};
  return file;
}

Result<FileBytes> FileBytes::load(int descriptor, std::string_view name, OpenMode mode) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return system_error(name, "stat", errno);
  if (!S_ISREG(status.st_mode)) {
    return Error{ErrorCode::invalid_argument, std::string(name) + ": not a regular file"};
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  FileBytes file;
  if (size == 0) return file;  // and no cache: the caller's checks say so
  if (mode != OpenMode::copy) {
    const int flags = MAP_SHARED | (mode == OpenMode::map_populate ? MAP_POPULATE : 0);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, flags, descriptor, 0);
    if (mapped == MAP_FAILED) return system_error(name, "mmap", errno);
    file.bytes_ = {static_cast<const std::byte*>(mapped), size};
    file.mapped_ = true;
    return file;
  }
  file.copied_.reset(new (std::nothrow) std::byte[size]);
  if (!file.copied_) return system_error(name, "read", ENOMEM);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(descriptor, file.copied_.get() + done, size - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(name, "read", errno);
    if (got == 0) break;  // cut while it was read: the size check tells
    done += static_cast<std::size_t>(got);
  }
  file.bytes_ = {file.copied_.get(), done};
  return file;
}

Result<FileBytes> FileBytes::open(const std::filesystem::path& path, OpenMode mode) {
  // O_NONBLOCK: to open a pipe that nobody writes to would wait for ever.
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (descriptor.number() < 0) return system_error(path.native(), "open", errno);
  return load(descriptor.number(), path.native(), mode);
}

}  // namespace smcache::detail
