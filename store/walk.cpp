#include "store/walk.hpp"

#include <dirent.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "files/system_error.hpp"
#include "store/layout.hpp"

namespace smcache::detail {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

// The names in a directory, at once: what is visited may be removed.
Result<std::vector<std::string>> names_in(const std::filesystem::path& path) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(path.c_str()));
  if (!directory) {
    if (errno == ENOENT || errno == ENOTDIR) return names;
    return system_error(errno, path.native(), "cannot list");
  }
  for (;;) {
    errno = 0;
    const dirent* const entry = ::readdir(directory.get());  // NOLINT(concurrency-mt-unsafe): its own stream
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  if (errno != 0) return system_error(errno, path.native(), "cannot list");
  return names;
}

std::optional<FileKind> kind_of(bool in_aliases, std::string_view folder, std::string_view name) {
  if (is_temporary(name)) return FileKind::temporary;
  if (in_aliases) return key_of_name(folder, name, "") ? std::optional(FileKind::alias) : std::nullopt;
  if (key_of_name(folder, name, kEntrySuffix)) return FileKind::entry;
  if (key_of_name(folder, name, kNoteSuffix)) return FileKind::note;
  return std::nullopt;
}

class Walk {
 public:
  explicit Walk(const std::function<void(const StoreFile&)>& visit) : visit_(visit) {}

  Status all(const std::filesystem::path& root) {
    return each(root, [&](const std::string& name) {
      if (name == kQuarantineFolder) return quarantine(root / name);
      if (is_version_folder(name)) return version(root / name, name);
      if (is_temporary(name)) visit_({FileKind::temporary, "", "", name, root / name});
      return success();
    });
  }

 private:
  template <typename Visit>
  static Status each(const std::filesystem::path& path, Visit visit) {
    const auto names = names_in(path);
    if (!names) return names.error();
    for (const std::string& name : *names) {
      if (Status status = visit(name); !status) return status;
    }
    return success();
  }

  Status quarantine(const std::filesystem::path& path) {
    return each(path, [&](const std::string& name) {
      visit_({FileKind::quarantined, "", "", name, path / name});
      return success();
    });
  }

  Status version(const std::filesystem::path& path, std::string_view version) {
    return each(path, [&](const std::string& name) {
      if (name == kAliasFolder) return key_folders(path / name, version);
      return is_key_folder(name) ? files(path / name, version, name, false) : success();
    });
  }

  Status key_folders(const std::filesystem::path& path, std::string_view version) {
    return each(path, [&](const std::string& name) {
      return is_key_folder(name) ? files(path / name, version, name, true) : success();
    });
  }

  Status files(const std::filesystem::path& path, std::string_view version, std::string_view folder, bool aliases) {
    return each(path, [&](const std::string& name) {
      if (const auto kind = kind_of(aliases, folder, name)) visit_({*kind, version, folder, name, path / name});
      return success();
    });
  }

  const std::function<void(const StoreFile&)>& visit_;
};

}  // namespace

Status walk_store(const std::filesystem::path& root, const std::function<void(const StoreFile&)>& visit) {
  return Walk(visit).all(root);
}

}  // namespace smcache::detail
