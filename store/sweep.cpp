#include "store/sweep.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "files/temporary_file.hpp"
#include "store/entry_file.hpp"
#include "store/small_file.hpp"
#include "store/walk.hpp"

namespace smcache::detail {
namespace {

namespace fs = std::filesystem;

constexpr Seconds kQuarantineAge = Seconds{7} * 24 * 3600;
constexpr Seconds kAliasGrace = 3600;  // an alias may be set before its cache is built

// What may be evicted.
struct Candidate {
  Seconds used = 0;
  long nanoseconds = 0;
  std::uint64_t size = 0;  // counted
  ino_t inode = 0;
  fs::path path;
  std::optional<StoreKey> key;  // of a cache of this version
  bool quarantined = false;

  // Damaged ones go first, then those that were not used for longest.
  friend bool operator<(const Candidate& a, const Candidate& b) {
    return std::tie(b.quarantined, a.used, a.nanoseconds, a.path) <
           std::tie(a.quarantined, b.used, b.nanoseconds, b.path);
  }
};

bool unchanged(const Candidate& candidate) noexcept {
  struct stat status {};
  return ::lstat(candidate.path.c_str(), &status) == 0 && status.st_ino == candidate.inode &&
         status.st_mtim.tv_sec == candidate.used && status.st_mtim.tv_nsec == candidate.nanoseconds;
}

class Sweep {
 public:
  Sweep(const Layout& layout, const SweepLimits& limits, const std::function<void(const StoreKey&)>& evicted)
      : layout_(layout), limits_(limits), evicted_(evicted), this_version_(layout.version().filename().string()) {}

  Result<StoreEviction> run() {
    const Status walked = walk_store(layout_.root(), [&](const StoreFile& file) { look_at(file); });
    if (!walked) return walked.error();
    evict();
    for (const auto& [version, path] : aliases_) clean_alias(version, path);
    // Folders of other versions go with their last file; those that have files stay.
    for (const fs::path& folder : other_folders_) ::rmdir(folder.c_str());
    for (const fs::path& folder : other_folders_) {
      ::rmdir((folder.parent_path() / kAliasFolder).c_str());
      ::rmdir(folder.parent_path().c_str());
    }
    return done_;
  }

 private:
  void look_at(const StoreFile& file) {
    struct stat status {};
    if (::lstat(file.path.c_str(), &status) != 0) return;
    if (!file.version.empty() && file.version != this_version_) other_folders_.insert(file.path.parent_path());
    Seconds used = status.st_mtim.tv_sec;
    long nanoseconds = status.st_mtim.tv_nsec;
    const bool from_future = used > limits_.now + kClockSlack;
    switch (file.kind) {
      case FileKind::temporary:
        if (remove_leftover(file.path)) ++done_.leftovers;
        return;
      case FileKind::note:
        if (from_future || limits_.now - used >= limits_.note_age) remove_small(file.path);
        return;
      case FileKind::alias: aliases_.emplace_back(file.version, file.path); return;
      case FileKind::quarantined:
        if (limits_.now - used >= kQuarantineAge) {
          remove_small(file.path);
          return;
        }
        break;
      case FileKind::entry:
        // A clock that ran ahead wrote this. From here on the file ages as others do.
        if (from_future && mark_used(file.path) && ::lstat(file.path.c_str(), &status) == 0) {
          used = status.st_mtim.tv_sec;
          nanoseconds = status.st_mtim.tv_nsec;
        }
        ++done_.entries;
        done_.bytes += counted_size(static_cast<std::uint64_t>(status.st_size));
        break;
    }
    const bool quarantined = file.kind == FileKind::quarantined;
    Candidate candidate{used,          nanoseconds, counted_size(static_cast<std::uint64_t>(status.st_size)),
                        status.st_ino, file.path,   std::nullopt,
                        quarantined};
    if (file.version == this_version_) candidate.key = key_of_name(file.folder, file.name, kEntrySuffix);
    total_ += candidate.size;
    candidates_.push_back(std::move(candidate));
  }

  void evict() {
    std::sort(candidates_.begin(), candidates_.end());
    std::uint64_t wanted = total_;
    if (limits_.max_bytes > 0 && total_ > limits_.max_bytes) wanted = limits_.low_water;
    wanted = std::min(wanted, total_ - std::min(total_, limits_.free_at_least));
    for (const Candidate& candidate : candidates_) {
      const bool idle = limits_.max_idle > 0 && limits_.now - candidate.used >= limits_.max_idle;
      if (total_ > wanted || idle) remove(candidate);
    }
  }

  void remove(const Candidate& candidate) {
    if (!unchanged(candidate) || ::unlink(candidate.path.c_str()) != 0) return;
    total_ -= candidate.size;
    if (candidate.quarantined) return;
    ++done_.evicted;
    done_.evicted_bytes += candidate.size;
    --done_.entries;
    done_.bytes -= candidate.size;
    if (candidate.key) evicted_(*candidate.key);
  }

  void remove_small(const fs::path& path) {
    if (::unlink(path.c_str()) == 0) ++done_.leftovers;
  }

  void clean_alias(const std::string& version, const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return;
    const bool young = status.st_mtime <= limits_.now && limits_.now - status.st_mtime < kAliasGrace;
    if (young) return;
    const auto text = read_small_file(path);
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    const auto key = StoreKey::parse(take_line(rest));
    if (key && ::lstat(Layout::keyed(layout_.root() / version, *key, kEntrySuffix).c_str(), &status) == 0) return;
    remove_small(path);
  }

  const Layout& layout_;
  const SweepLimits& limits_;
  const std::function<void(const StoreKey&)>& evicted_;
  std::string this_version_;
  std::vector<Candidate> candidates_;
  std::vector<std::pair<std::string, fs::path>> aliases_;
  std::set<fs::path> other_folders_;
  std::uint64_t total_ = 0;
  StoreEviction done_;
};

}  // namespace

Result<StoreEviction> sweep(const Layout& layout, const SweepLimits& limits,
                            const std::function<void(const StoreKey&)>& evicted) {
  return Sweep(layout, limits, evicted).run();
}

Result<StoreContents> count_contents(const Layout& layout) {
  StoreContents contents;
  const std::string this_version = layout.version().filename().string();
  const Status walked = walk_store(layout.root(), [&](const StoreFile& file) {
    struct stat status {};
    if (::lstat(file.path.c_str(), &status) != 0) return;
    const std::uint64_t size = counted_size(static_cast<std::uint64_t>(status.st_size));
    switch (file.kind) {
      case FileKind::entry:
        ++contents.entries;
        contents.bytes += size;
        if (file.version != this_version) ++contents.old_entries;
        break;
      case FileKind::note: ++contents.failures; break;
      case FileKind::alias: ++contents.aliases; break;
      case FileKind::temporary: ++contents.temporaries; break;
      case FileKind::quarantined:
        ++contents.quarantined;
        contents.quarantined_bytes += size;
        break;
    }
  });
  if (!walked) return walked.error();
  return contents;
}

}  // namespace smcache::detail
