#include "result_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "smcache/convert.hpp"

namespace smcache::tool {
namespace {

Error system_error(const std::string& name) {
  const bool full = errno == ENOSPC || errno == EDQUOT;
  return {full ? ErrorCode::no_space : ErrorCode::io, name + ": " + std::generic_category().message(errno)};
}

Status write_all(int descriptor, const std::string& name, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return system_error(name);
    }
  }
  return success();
}

Status write_in_place(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error(path.string());
  Status status = write_all(descriptor, path.string(), bytes);
  ::close(descriptor);
  return status;
}

}  // namespace

Status write_result(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  if (path == "-") return write_all(STDOUT_FILENO, "standard output", bytes);
  std::error_code ignored;
  const auto type = std::filesystem::status(path, ignored).type();
  using Type = std::filesystem::file_type;
  if (type == Type::character || type == Type::fifo || type == Type::block || type == Type::socket) {
    return write_in_place(path, bytes);
  }
  return publish(path, bytes);
}

}  // namespace smcache::tool
