#include "conversion_plan.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>

#include "archive.hpp"
#include "converter/generated_file.hpp"
#include "pairing.hpp"

namespace smcache::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kCompressed = {".gz", ".zz", ".zst", ".xz", ".bz2"};

std::string_view without_compression(std::string_view name) noexcept {
  for (const std::string_view suffix : kCompressed) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

bool is_map_name(std::string_view name) { return without_compression(name).ends_with(".map"); }

// "app.js.map", "app.js.map.gz" -> "app.js.smcache"; "app.json" -> "app.json.smcache"
std::string cache_name(std::string_view input) {
  std::string_view name = without_compression(input);
  if (name.ends_with(".map")) name.remove_suffix(4);
  return std::string(name) + ".smcache";
}

// Paths in a form in which two of the same file are equal. Directories are looked at once.
class Identities {
 public:
  std::string of(const fs::path& path) {
    std::error_code error;
    const fs::path name = path.filename();
    const bool is_plain = !name.empty() && name != "." && name != "..";
    if (!is_plain || fs::is_symlink(fs::symlink_status(path, error))) return canonical(path);
    return of_directory(path.parent_path()) + '/' + name.native();
  }

 private:
  const std::string& of_directory(const fs::path& path) {
    const auto known = directories_.find(path.native());
    if (known != directories_.end()) return known->second;
    std::string same = path.has_relative_path() ? of(path) : canonical(path.empty() ? "." : path);
    if (same.ends_with('/')) same.pop_back();  // the root
    return directories_.emplace(path.native(), std::move(same)).first->second;
  }

  static std::string canonical(const fs::path& path) {
    std::error_code error;
    const fs::path same = fs::weakly_canonical(fs::absolute(path), error);
    return (error ? path.lexically_normal() : same).native();
  }

  std::unordered_map<std::string, std::string> directories_;
};

class Planner {
 public:
  Planner(std::optional<fs::path> output_directory, std::uint64_t max_input_bytes, unsigned threads)
      : output_directory_(std::move(output_directory)), max_input_bytes_(max_input_bytes), threads_(threads) {}

  void add_file(const fs::path& input, const std::string& place) {
    PlannedFile file;
    file.input = input;
    file.place = place;
    file.output = cache_name((output_directory_ ? *output_directory_ / place : input).native());
    file.input_size = size_of(input);
    files_.push_back(std::move(file));
  }

  void add_directory(const fs::path& directory) {
    const std::size_t before = files_.size();
    std::vector<GeneratedFile> generated;
    search(directory, {}, generated);
    if (files_.size() == before) fail(directory, ErrorCode::map_not_found, "no source map (*.map) in this directory");
    pair_from(before, generated);
  }

  void add_archive(const fs::path& archive) {
    if (!spool_) {
      auto made = Spool::create();
      if (!made) return fail(archive, made.error().code, made.error().message);
      spool_ = std::move(*made);
    }
    std::vector<ArchiveEntry> entries;
    const auto wanted = [](const std::string& name) {
      return !name.substr(name.rfind('/') + 1).starts_with("._") &&  // what macOS adds to archives
             (is_map_name(name) || detail::is_generated_name(name));
    };
    const Status read = read_archive(archive, {.max_entry_bytes = max_input_bytes_}, spool_, wanted, entries);
    const std::size_t before = files_.size();
    std::vector<GeneratedFile> generated;
    std::sort(entries.begin(), entries.end(),
              [](const ArchiveEntry& a, const ArchiveEntry& b) { return a.name < b.name; });
    std::unordered_set<std::string> caches;
    for (ArchiveEntry& entry : entries) {
      const std::string shown = archive.native() + ":" + entry.name;
      if (!is_map_name(entry.name)) {
        if (!entry.failure) generated.push_back({entry.name, {shown, entry.content, entry.content.size}});
        continue;
      }
      PlannedFile file;
      file.input = shown;
      file.place = entry.name;
      file.content = entry.content;
      file.input_size = entry.content.size;
      file.failure = std::move(entry.failure);
      if (!file.failure) {
        if (!caches.insert(cache_name(entry.name)).second) continue;  // a compressed copy
        file.output = cache_name((output_directory_.value_or("") / entry.name).native());
      }
      files_.push_back(std::move(file));
    }
    pair_from(before, generated);
    if (!read) fail(archive, read.error().code, read.error().message);
    if (files_.size() == before) fail(archive, ErrorCode::map_not_found, "no source map (*.map) in this archive");
  }

  std::vector<PlannedFile> take() { return std::move(files_); }

 private:
  static std::uint64_t size_of(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    return error ? 0 : size;
  }

  // `place`: of the directory, with a slash behind it.
  void search(const fs::path& directory, const std::string& place, std::vector<GeneratedFile>& generated) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(directory, error); !error && at != fs::directory_iterator(); at.increment(error)) {
      entries.push_back(*at);
    }
    if (error) {
      const bool denied = error == std::errc::permission_denied;
      fail(directory, denied ? ErrorCode::permission_denied : ErrorCode::io, error.message());
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
    std::unordered_set<std::string> caches;
    for (const fs::directory_entry& entry : entries) {
      const std::string& path = entry.path().native();
      const std::string name = path.substr(path.rfind('/') + 1);
      std::error_code unknown;
      if (entry.is_directory(unknown)) {
        if (!entry.is_symlink(unknown)) search(entry.path(), place + name + '/', generated);
      } else if (!entry.is_regular_file(unknown)) {
        continue;
      } else if (detail::is_generated_name(name)) {
        generated.push_back({place + name, {path, std::nullopt, size_of(entry.path())}});
      } else if (is_map_name(name) && caches.insert(cache_name(name)).second) {
        add_file(entry.path(), place + name);
      }
    }
  }

  void pair_from(std::size_t first, const std::vector<GeneratedFile>& generated) {
    std::vector<PlannedFile*> maps;
    for (std::size_t i = first; i < files_.size(); ++i) {
      files_[i].of_release = true;
      maps.push_back(&files_[i]);
    }
    if (!generated.empty()) pair_with_generated(std::move(maps), generated, threads_);
  }

  void fail(const fs::path& input, ErrorCode code, const std::string& message) {
    PlannedFile file;
    file.input = input;
    const bool named = message.starts_with(input.string());
    file.failure = Error{code, named ? message : input.string() + ": " + message};
    files_.push_back(std::move(file));
  }

  std::optional<fs::path> output_directory_;
  std::uint64_t max_input_bytes_;
  unsigned threads_;
  std::shared_ptr<Spool> spool_;
  std::vector<PlannedFile> files_;
};

// That no result is lost: no two go to one place, and none to where an input stands.
Status check_outputs(const std::vector<PlannedFile>& files) {
  Identities identities;
  std::unordered_set<std::string> taken;
  for (const PlannedFile& file : files) {
    if (!file.failure && !file.content && file.input != "-") taken.insert(identities.of(file.input));
  }
  for (const PlannedFile& file : files) {
    if (file.failure || file.output == "-") continue;
    if (taken.insert(identities.of(file.output)).second) continue;
    return Error{ErrorCode::invalid_argument, file.output.string() +
                                                  ": two results, or an input and a result, in one place (" +
                                                  file.input.string() + " would be written there)"};
  }
  return success();
}

}  // namespace

Result<std::vector<PlannedFile>> plan_conversion(const std::vector<std::string>& inputs,
                                                 const std::optional<std::string>& output_file,
                                                 const std::optional<std::string>& output_directory,
                                                 std::uint64_t max_input_bytes, unsigned threads) {
  const auto wrong = [](const char* message) { return Error{ErrorCode::invalid_argument, message}; };
  std::error_code unknown;
  const auto is_directory = [&](const fs::path& path) { return fs::is_directory(path, unknown); };
  if (output_file) {
    if (inputs.size() > 1 || is_directory(inputs.front())) {
      return wrong("--output takes one file; for several there is --directory");
    }
    if (is_directory(*output_file)) return wrong("--output is a directory; for that there is --directory");
  }
  if (std::count(inputs.begin(), inputs.end(), "-") > 1) return wrong("standard input can be read once");

  Planner planner(output_directory, max_input_bytes, threads);
  for (const std::string& input : inputs) {
    if (input == "-" && !output_file) return wrong("standard input needs --output");
    if (input != "-" && is_directory(input)) {
      planner.add_directory(input);
    } else if (input != "-" && is_archive_name(input)) {
      if (!output_directory) return wrong("an archive needs --directory");
      planner.add_archive(input);
    } else {
      planner.add_file(input, fs::path(input).filename().native());
    }
  }
  auto files = planner.take();
  if (output_file) files.front().output = *output_file;
  if (auto status = check_outputs(files); !status) return status.error();
  return files;
}

}  // namespace smcache::tool
