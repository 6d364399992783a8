#include "files/atomic_file.hpp"
#include "smcache/convert.hpp"

namespace smcache {

Status publish(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  Result<detail::AtomicFile> file = detail::AtomicFile::create(path);
  if (!file) return file.error();
  if (Status written = file->write(bytes); !written) return written;
  return file->commit();
}

}  // namespace smcache
