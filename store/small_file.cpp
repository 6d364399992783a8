#include "store/small_file.hpp"

#include <cerrno>
#include <span>

#include "files/atomic_file.hpp"
#include "files/descriptor.hpp"
#include "store/layout.hpp"

namespace smcache::detail {
namespace {

constexpr std::size_t kLargest = std::size_t{64} << 10;  // a path may be long, and a URL

Status try_write(const std::filesystem::path& path, std::string_view text) {
  Result<AtomicFile> file = AtomicFile::create(path);
  if (!file) return file.error();
  if (Status written = file->write(std::as_bytes(std::span(text))); !written) return written;
  return file->commit(Durability::unsynced);
}

}  // namespace

std::optional<std::string> read_small_file(const std::filesystem::path& path) {
  const Descriptor file = open_file(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (!file) return std::nullopt;
  std::string text(kLargest + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = uninterrupted([&] { return ::read(file.get(), text.data() + size, text.size() - size); });
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > kLargest) return std::nullopt;
  text.resize(size);
  return text;
}

Status write_small_file(const std::filesystem::path& path, std::string_view text) {
  Status written = try_write(path, text);
  if (written || written.error().code != ErrorCode::file_not_found) return written;
  if (Status made = make_folder_of(path); !made) return made;
  return try_write(path, text);
}

}  // namespace smcache::detail
