#include "store/entry_file.hpp"

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <string>
#include <system_error>

#include "files/descriptor.hpp"
#include "files/system_error.hpp"

namespace smcache::detail {
namespace {

// Codes that say something of the file's bytes.
bool is_damage(ErrorCode code) noexcept {
  const auto number = static_cast<std::int32_t>(code);
  return (number >= 100 && number < 200) || code == ErrorCode::invalid_argument;  // no regular file
}

}  // namespace

Seconds wall_clock() noexcept { return std::time(nullptr); }

Result<std::optional<EntryFile>> open_entry(const std::filesystem::path& path, OpenMode mode, bool verify) {
  const Descriptor file = open_file(path.c_str(), O_RDONLY | O_NONBLOCK);
  if (!file) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<EntryFile>();
    return system_error(errno, path.native(), "cannot open");
  }
  EntryFile entry;
  if (::fstat(file.get(), &entry.status) != 0) return system_error(errno, path.native(), "cannot open");
  Result<Cache> cache = Cache::open_descriptor(file.get(), path.native(), mode);
  if (!cache) {
    if (!is_damage(cache.error().code)) return cache.error();
    entry.damage = cache.error();
    return std::optional(std::move(entry));
  }
  if (verify) {
    if (Status verified = cache->verify(); !verified) {
      entry.damage = verified.error();
      return std::optional(std::move(entry));
    }
  }
  entry.cache = std::move(*cache);
  return std::optional(std::move(entry));
}

bool is_mark_due(const struct stat& status, Seconds now, Seconds interval) noexcept {
  return status.st_mtime > now + kClockSlack || now - status.st_mtime >= interval;
}

bool mark_used(const std::filesystem::path& path) noexcept {
  // Both times: only then is it enough to be allowed to write to the file. Whoever is not leaves it to others.
  return ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool quarantine(const Layout& layout, const StoreKey& key, const struct stat& opened) noexcept {
  const std::filesystem::path path = layout.entry(key);
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) return errno == ENOENT || errno == ENOTDIR;
  if (there.st_ino != opened.st_ino || there.st_dev != opened.st_dev) return true;  // somebody was faster
  const std::string name = layout.version().filename().string() + "-" + key.text() + "." + std::to_string(there.st_ino);
  const std::filesystem::path aside = layout.quarantine() / name;
  static_cast<void>(make_folder_of(aside));
  return std::rename(path.c_str(), aside.c_str()) == 0 || ::unlink(path.c_str()) == 0;
}

bool is_network_file_system(std::uint64_t magic) noexcept {
  // linux/magic.h does not have them all.
  constexpr std::array<std::uint64_t, 10> kNetwork = {
      0x6969,      // NFS
      0x517B,      // SMB
      0xFF534D42,  // CIFS
      0xFE534D42,  // SMB 2
      0x00C36400,  // Ceph
      0x01021997,  // 9P
      0x5346414F,  // AFS
      0x0BD00BD0,  // Lustre
      0x47504653,  // GPFS
      0x65735546,  // FUSE: mostly
  };
  return std::find(kNetwork.begin(), kNetwork.end(), magic) != kNetwork.end();
}

bool is_network_file_system(const std::filesystem::path& path) noexcept {
  struct statfs status {};
  return ::statfs(path.c_str(), &status) == 0 && is_network_file_system(static_cast<std::uint32_t>(status.f_type));
}

}  // namespace smcache::detail
