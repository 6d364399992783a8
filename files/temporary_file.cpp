#include "files/temporary_file.hpp"

#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <utility>

#include "files/system_error.hpp"

namespace smcache::detail {
namespace {

// Names are limited to 255 bytes nearly everywhere. Targets that share a name's beginning share temporaries.
constexpr std::size_t kMaxNameSize = 240;

// Writers take the lowest name that is free. Behind as many free ones in a row nobody looks for leftovers: one could
// stand there only if more writers than that were at work at once, and is found when as many are again.
constexpr unsigned kFreeInARow = 4;

int try_lock(const Descriptor& file) noexcept {
  return uninterrupted([&] { return ::flock(file.get(), LOCK_EX | LOCK_NB); });
}

// Whether the open file is a regular one and still the one that stands at `path`: between opening and
// locking it, its owner may have renamed or removed it.
bool stands_at(const Descriptor& file, const std::filesystem::path& path) noexcept {
  struct stat opened {};
  struct stat there {};
  return ::fstat(file.get(), &opened) == 0 && ::lstat(path.c_str(), &there) == 0 && S_ISREG(opened.st_mode) &&
         opened.st_dev == there.st_dev && opened.st_ino == there.st_ino;
}

// An open file, or errno: EEXIST where the name is someone else's.
Descriptor create_locked(const std::filesystem::path& path) noexcept {
  Descriptor file = open_file(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (!file) return file;
  // A process that looks for leftovers may have come between: then it has the lock, and removes the file.
  const bool lost = (try_lock(file) != 0 && errno == EWOULDBLOCK) || !stands_at(file, path);
  if (!lost) return file;
  errno = EEXIST;
  return {};
}

}  // namespace

std::filesystem::path temporary_name(const std::filesystem::path& target, unsigned number) {
  std::string name = target.filename().string();
  if (name.size() > kMaxNameSize) {
    std::size_t size = kMaxNameSize;
    while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80) --size;  // whole UTF-8 characters
    name.resize(size);
  }
  return target.parent_path() / ("." + name + "." + std::to_string(number) + ".tmp");
}

bool remove_leftover(const std::filesystem::path& path) noexcept {
  // For writing: network file systems make record locks of this, which ask for it.
  const Descriptor file = open_file(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  if (file && try_lock(file) == 0 && stands_at(file, path) && ::unlink(path.c_str()) == 0) return true;
  if (file) errno = EEXIST;
  return false;
}

Result<TemporaryFile> create_temporary(const std::filesystem::path& target) {
  TemporaryFile made;
  unsigned free_in_a_row = 0;
  for (unsigned number = 0; number < kTemporaryNames && !(made.file && free_in_a_row == kFreeInARow); ++number) {
    std::filesystem::path path = temporary_name(target, number);
    const bool nothing_there = !remove_leftover(path) && errno == ENOENT;
    free_in_a_row = nothing_there ? free_in_a_row + 1 : 0;
    if (made.file) continue;  // the remaining names are only cleaned up
    made.file = create_locked(path);
    if (made.file) {
      made.path = std::move(path);
    } else if (errno != EEXIST) {
      return system_error(errno, target.string(), "cannot create a temporary file beside it");
    }
  }
  if (!made.file) return system_error(EEXIST, target.string(), "every name for a temporary file beside it is in use");
  return made;
}

}  // namespace smcache::detail
