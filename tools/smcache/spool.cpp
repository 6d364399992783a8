#include "spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "files/system_error.hpp"

namespace smcache::tool {

Result<std::shared_ptr<Spool>> Spool::create() {
  std::error_code error;
  const std::filesystem::path directory = std::filesystem::temp_directory_path(error);
  if (error) return detail::system_error(error.value(), "temporary directory", "cannot use");
  detail::Descriptor file = detail::open_file(directory.c_str(), O_TMPFILE | O_RDWR, 0600);
  if (!file) {  // not every file system has files without names
    std::string path = (directory / "smcache-XXXXXX").string();
    file = detail::Descriptor(::mkostemp(path.data(), O_CLOEXEC));
    if (!file) return detail::system_error(errno, directory.native(), "cannot make a temporary file");
    ::unlink(path.c_str());
  }
  return std::make_shared<Spool>(std::move(file));
}

Status Spool::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = detail::uninterrupted(
        [&] { return ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(size_)); });
    if (written < 0) return detail::system_error(errno, "temporary file", "cannot write");
    size_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return success();
}

Result<std::string> Spool::read(std::uint64_t begin, std::uint64_t size) const {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = detail::uninterrupted([&] {
      return ::pread(file_.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(begin + done));
    });
    if (got <= 0) return detail::system_error(got < 0 ? errno : EIO, "temporary file", "cannot read");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace smcache::tool
