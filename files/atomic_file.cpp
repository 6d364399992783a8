#include "files/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "files/system_error.hpp"

namespace smcache::detail {
namespace {

namespace fs = std::filesystem;

// Where the file shall stand. Refuses what a rename would put out of the world, such as /dev/null.
Result<fs::path> resolve_target(const fs::path& path) {
  if (path.empty()) return system_error(ENOENT, "\"\"", "cannot write");
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return system_error(EISDIR, path.string(), "cannot write");
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    return Error{ErrorCode::io, path.string() + ": cannot write: not a regular file"};
  }
  if (!path.has_filename()) return system_error(ENOENT, path.string(), "cannot write");
  if (!fs::is_symlink(fs::symlink_status(path, error))) return path;
  fs::path target = fs::canonical(path, error);
  if (error) return system_error(error.value(), path.string(), "cannot follow the symbolic link");
  return target;
}

Status sync_directory(const fs::path& file) {
  const fs::path directory = file.has_parent_path() ? file.parent_path() : fs::path(".");
  // A directory that may be written to but not read cannot be synced; nor can any on some file systems.
  const Descriptor opened = open_file(directory.c_str(), O_RDONLY | O_DIRECTORY);
  if (!opened && errno == EACCES) return success();
  if (opened && (uninterrupted([&] { return ::fsync(opened.get()); }) == 0 || errno == EINVAL)) return success();
  return system_error(errno, file.string(), "written, but its directory cannot be synced");
}

}  // namespace

AtomicFile::AtomicFile(fs::path target, TemporaryFile temporary)
    : target_(std::move(target)), temporary_(std::move(temporary)) {}

AtomicFile::~AtomicFile() {
  // Before the lock is let go of, which closing the file does.
  if (temporary_.file) ::unlink(temporary_.path.c_str());
}

Result<AtomicFile> AtomicFile::create(const fs::path& path) {
  Result<fs::path> target = resolve_target(path);
  if (!target) return target.error();
  Result<TemporaryFile> temporary = create_temporary(*target);
  if (!temporary) return temporary.error();
  return AtomicFile(std::move(*target), std::move(*temporary));
}

Status AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = uninterrupted([&] { return ::write(temporary_.file.get(), bytes.data(), bytes.size()); });
    if (count < 0) return system_error(errno, target_.string(), "cannot write");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return success();
}

Status AtomicFile::commit(Durability durability) {
  const bool durable = durability == Durability::synced;
  if (durable && uninterrupted([&] { return ::fsync(temporary_.file.get()); }) != 0) {
    return system_error(errno, target_.string(), "cannot write");
  }
  if (std::rename(temporary_.path.c_str(), target_.c_str()) != 0) {
    return system_error(errno, target_.string(), "cannot rename the temporary file to it");
  }
  temporary_.file = Descriptor();
  return durable ? sync_directory(target_) : success();
}

}  // namespace smcache::detail
