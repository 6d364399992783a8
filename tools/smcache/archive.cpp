#include "archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>

namespace smcache::tool {
namespace {

constexpr std::size_t kReadSize = std::size_t{1} << 17;
constexpr std::uint64_t kNoBomb = std::uint64_t{64} << 20;  // so much any archive may become
constexpr std::size_t kMaxEntries = 2'000'000;

struct CloseArchive {
  void operator()(archive* opened) const noexcept { ::archive_read_free(opened); }
};

// A path that stays below any directory that it is put behind.
bool is_plain(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos) return false;
  const std::filesystem::path path(name);
  return std::none_of(path.begin(), path.end(),
                      [](const std::filesystem::path& part) { return part.empty() || part == ".." || part == "."; });
}

// "./dist/a.map", as tar writes them, is "dist/a.map".
std::string_view without_dot(std::string_view name) {
  while (name.starts_with("./")) {
    name.remove_prefix(2);
    while (name.starts_with('/')) name.remove_prefix(1);
  }
  return name;
}

class Reader {
 public:
  Reader(std::string name, const ArchiveLimits& limits, std::uint64_t size, const std::shared_ptr<Spool>& spool)
      : name_(std::move(name)),
        limits_(limits),
        max_total_(std::max(kNoBomb, size * limits.max_expansion)),
        spool_(spool),
        archive_(::archive_read_new()) {}

  Status open(const std::filesystem::path& path) {
    ::archive_read_support_filter_all(archive_.get());
    ::archive_read_support_format_tar(archive_.get());
    ::archive_read_support_format_zip(archive_.get());
    if (::archive_read_open_filename(archive_.get(), path.c_str(), kReadSize) != ARCHIVE_OK) return broken();
    return success();
  }

  Status read(const std::function<bool(const std::string&)>& wanted, std::vector<ArchiveEntry>& entries) {
    for (std::size_t count = 0;; ++count) {
      archive_entry* header = nullptr;
      const int result = ::archive_read_next_header(archive_.get(), &header);
      if (result == ARCHIVE_EOF) return success();
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return broken();
      if (count == kMaxEntries) return too_much("more than " + std::to_string(kMaxEntries) + " entries");
      if (::archive_entry_size_is_set(header) != 0) {
        total_ += static_cast<std::uint64_t>(std::max<la_int64_t>(0, ::archive_entry_size(header)));
        if (total_ > max_total_) return bomb();
      }
      const char* const raw = ::archive_entry_pathname(header);
      const std::string entry(raw == nullptr ? std::string_view() : without_dot(raw));
      if (::archive_entry_filetype(header) == AE_IFDIR || !wanted(entry)) continue;
      ArchiveEntry taken{entry, {}, std::nullopt};
      if (Status status = take(header, taken); !status) return status;
      entries.push_back(std::move(taken));
    }
  }

 private:
  // The error is the archive's; the entry's own is in it.
  Status take(archive_entry* header, ArchiveEntry& entry) {
    const auto fail = [&](ErrorCode code, const std::string& why) {
      entry.failure = Error{code, name_ + ":" + entry.name + ": " + why};
      return success();
    };
    if (!is_plain(entry.name)) return fail(ErrorCode::invalid_argument, "its path leads out of the directory");
    if (::archive_entry_hardlink(header) != nullptr || ::archive_entry_filetype(header) != AE_IFREG) {
      return fail(ErrorCode::invalid_argument, "a link or a device, not a file");
    }
    if (::archive_entry_is_encrypted(header) != 0) return fail(ErrorCode::invalid_argument, "encrypted");
    if (!names_.insert(entry.name).second) return fail(ErrorCode::invalid_argument, "the second entry of this name");
    const std::uint64_t begin = spool_->size();
    const bool size_known = ::archive_entry_size_is_set(header) != 0;
    for (;;) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int result = ::archive_read_data_block(archive_.get(), &block, &size, &offset);
      if (result == ARCHIVE_EOF) break;
      if (result == ARCHIVE_FAILED) {  // this entry only
        spool_->truncate(begin);
        return fail(ErrorCode::decompression_failed, ::archive_error_string(archive_.get()));
      }
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return broken();
      // A hole in a sparse file is zeros, of which no map has any.
      if (offset < 0 || static_cast<std::uint64_t>(offset) != spool_->size() - begin) {
        spool_->truncate(begin);
        return fail(ErrorCode::invalid_argument, "a file with holes");
      }
      if (!size_known && (total_ += size) > max_total_) return bomb();
      if (static_cast<std::uint64_t>(offset) + size > limits_.max_entry_bytes) {
        spool_->truncate(begin);
        return fail(ErrorCode::input_too_large, "more than " + std::to_string(limits_.max_entry_bytes) + " bytes");
      }
      if (Status written = spool_->append({static_cast<const std::byte*>(block), size}); !written) return written;
    }
    entry.content = {spool_, begin, spool_->size() - begin};
    return success();
  }

  [[nodiscard]] Error broken() const {
    const char* const why = ::archive_error_string(archive_.get());
    return {ErrorCode::decompression_failed, name_ + ": " + (why != nullptr ? why : "cannot be read")};
  }
  [[nodiscard]] Error too_much(const std::string& what) const {
    return {ErrorCode::input_too_large, name_ + ": " + what};
  }
  [[nodiscard]] Error bomb() const {
    return too_much("becomes more than " + std::to_string(max_total_) +
                    " bytes: " + std::to_string(limits_.max_expansion) + " times its size");
  }

  std::string name_;
  const ArchiveLimits& limits_;
  std::uint64_t max_total_;
  std::uint64_t total_ = 0;
  const std::shared_ptr<Spool>& spool_;
  std::unique_ptr<archive, CloseArchive> archive_;
  std::set<std::string> names_;
};

}  // namespace

bool is_archive_name(const std::filesystem::path& path) {
  constexpr std::array<std::string_view, 10> kSuffixes = {".zip",  ".tar",     ".tgz",  ".tar.gz", ".tar.zst",
                                                          ".tzst", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"};
  const std::string name = path.filename().string();
  return std::any_of(kSuffixes.begin(), kSuffixes.end(),
                     [&](std::string_view suffix) { return std::string_view(name).ends_with(suffix); });
}

Status read_archive(const std::filesystem::path& path, const ArchiveLimits& limits, const std::shared_ptr<Spool>& spool,
                    const std::function<bool(const std::string&)>& wanted, std::vector<ArchiveEntry>& entries) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return Error{ErrorCode::file_not_found, path.string() + ": " + error.message()};
  Reader reader(path.string(), limits, size, spool);
  if (Status opened = reader.open(path); !opened) return opened;
  return reader.read(wanted, entries);
}

}  // namespace smcache::tool
