// Store: what is written to the directory.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "files/atomic_file.hpp"
#include "files/system_error.hpp"
#include "store/small_file.hpp"
#include "store/state.hpp"

namespace smcache {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

}  // namespace

Status Store::State::write_once(const std::filesystem::path& path, std::span<const std::byte> bytes) const {
  Result<detail::AtomicFile> file = detail::AtomicFile::create(path);
  if (!file) return file.error();
  if (Status written = file->write(bytes); !written) return written;
  return file->commit(options.durable ? detail::Durability::synced : detail::Durability::unsynced);
}

Status Store::State::write(const StoreKey& key, const Cache& cache, const detail::KeyLock& /*own_lock*/) {
  const std::filesystem::path path = layout.entry(key);
  const std::span<const std::byte> bytes = cache.bytes();
  const std::uint64_t size = detail::counted_size(bytes.size());
  if (options.max_bytes > 0 && static_cast<double>(size) > options.low_water * static_cast<double>(options.max_bytes)) {
    return Error{ErrorCode::output_too_large, path.native() + ": larger than what the store may hold"};
  }
  struct stat old {};
  const bool replaces = ::lstat(path.c_str(), &old) == 0;
  Status written = write_once(path, bytes);
  // The folder, or all of the store, may be missing, or vanish at any moment.
  for (int tries = 0; !written && written.error().code == ErrorCode::file_not_found && tries < 4; ++tries) {
    if (Status made = detail::make_folder_of(path); !made) return made;
    written = write_once(path, bytes);
  }
  if (!written && written.error().code == ErrorCode::no_space) {
    if (const auto evicted = evict(options.max_bytes, 2 * size); evicted && evicted->evicted > 0)
      written = write_once(path, bytes);
  }
  if (!written) return written;
  account(size, replaces ? std::optional(detail::counted_size(static_cast<std::uint64_t>(old.st_size))) : std::nullopt);
  ::unlink(layout.note(key).c_str());
  if (const auto id = cache.info().debug_id) return set_alias(StoreAlias::debug_id(*id), key);
  return success();
}

Result<CacheHandle> Store::State::keep_built(const StoreKey& key, const Built& built, const detail::KeyLock& own_lock) {
  Result<Cache> cache = Cache::from_bytes(built.bytes);
  if (!cache) return cache.error();
  detail::Counters::count(counters.builds);
  handles.drop(key);
  if (write(key, *cache, own_lock)) {
    Result<CacheHandle> stored = get_cold(key, &own_lock);
    if (stored && *stored) return stored;
  }
  detail::Counters::count(counters.unstored);
  // Bytes that nobody else keeps, and bytes in an unlucky place, which from_bytes() copied.
  std::shared_ptr<const void> owner = built.owner;
  if (!owner) {
    auto copy = std::make_shared<std::vector<std::uint64_t>>(built.bytes.size() / sizeof(std::uint64_t) + 1);
    std::copy(built.bytes.begin(), built.bytes.end(), reinterpret_cast<std::byte*>(copy->data()));
    cache = Cache::from_bytes({reinterpret_cast<const std::byte*>(copy->data()), built.bytes.size()});
    if (!cache) return cache.error();
    owner = std::move(copy);
  }
  return handles.insert(key, std::move(*cache), std::move(owner), built.bytes.size(), kNever);
}

void Store::State::remember(const StoreKey& key, const Error& error) {
  detail::Counters::count(counters.failures);
  if (!detail::is_lasting(error.code) || options.failure_ttl.count() == 0) return;
  const detail::FailureNote note{error, options.converter, detail::wall_clock(), options.failure_ttl.count()};
  // Where it cannot be written, the next one tries again.
  static_cast<void>(detail::write_small_file(layout.note(key), note.text()));
}

Result<bool> Store::State::remove(const StoreKey& key) {
  handles.drop(key);
  bool removed = false;
  for (const std::filesystem::path& path : {layout.note(key), layout.entry(key)}) {
    struct stat status {};
    const bool counted = path.extension() == detail::kEntrySuffix && ::lstat(path.c_str(), &status) == 0;
    if (::unlink(path.c_str()) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) continue;
      return detail::system_error(errno, path.native(), "cannot remove");
    }
    removed = true;
    if (counted) account(0, detail::counted_size(static_cast<std::uint64_t>(status.st_size)));
  }
  return removed;
}

Status Store::State::set_alias(const StoreAlias& alias, const StoreKey& key) {
  return detail::write_small_file(layout.alias(alias), key.text() + "\n" + alias.text());
}

}  // namespace smcache
