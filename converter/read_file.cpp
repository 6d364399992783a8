#include "converter/read_file.hpp"

#include <sys/stat.h>

#include "files/descriptor.hpp"
#include "files/system_error.hpp"

namespace smcache::detail {
namespace {

// What is left to read, as far as that can be known; 0 for pipes, devices and the like.
std::uint64_t expected_size(int file, const struct stat& status) noexcept {
  if (!S_ISREG(status.st_mode)) return 0;
  const off_t at = ::lseek(file, 0, SEEK_CUR);
  return status.st_size > at && at >= 0 ? static_cast<std::uint64_t>(status.st_size - at) : 0;
}

Result<InputBuffer> read_descriptor(int file, const InputLimits& limits) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return system_error(errno, limits.name, "cannot read");
  const std::uint64_t expected = expected_size(file, status);
  if (expected > limits.max_bytes) return input_too_large(limits, "");

  InputBuffer bytes(expected, limits);
  for (;;) {
    const std::span<char> room = bytes.room();
    const ssize_t count = uninterrupted([&] { return ::read(file, room.data(), room.size()); });
    if (count < 0) return system_error(errno, limits.name, "cannot read");
    if (count == 0) return bytes;
    bytes.commit(static_cast<std::size_t>(count));
    if (bytes.too_large()) return input_too_large(limits, "");
  }
}

}  // namespace

Result<InputBuffer> read_file(const std::filesystem::path& path, const InputLimits& limits) {
  if (path == "-") return read_descriptor(STDIN_FILENO, limits);
  const Descriptor file = open_file(path.c_str(), O_RDONLY);
  if (!file) return system_error(errno, limits.name, "cannot open");
  return read_descriptor(file.get(), limits);
}

}  // namespace smcache::detail
