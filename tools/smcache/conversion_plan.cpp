#include "conversion_plan.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>

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

bool is_map_name(const fs::path& name) { return without_compression(name.native()).ends_with(".map"); }

// "app.js.map", "app.js.map.gz" -> "app.js.smcache"; "app.json" -> "app.json.smcache"
fs::path cache_name(const fs::path& input) {
  std::string_view name = without_compression(input.native());
  if (name.ends_with(".map")) name.remove_suffix(4);
  return std::string(name) + ".smcache";
}

// A path in a form in which two of the same file are equal.
fs::path identity(const fs::path& path) {
  std::error_code error;
  fs::path same = fs::weakly_canonical(fs::absolute(path), error);
  return error ? path.lexically_normal() : same;
}

class Planner {
 public:
  explicit Planner(std::optional<fs::path> output_directory) : output_directory_(std::move(output_directory)) {}

  void add_file(const fs::path& input, const fs::path& place) {
    PlannedFile file;
    file.input = input;
    file.output = cache_name(output_directory_ ? *output_directory_ / place : input);
    std::error_code error;
    const std::uintmax_t size = fs::file_size(input, error);
    if (!error) file.input_size = size;
    files_.push_back(std::move(file));
  }

  void add_directory(const fs::path& directory) {
    const std::size_t before = files_.size();
    search(directory, {});
    if (files_.size() == before) fail(directory, ErrorCode::map_not_found, "no source map (*.map) in this directory");
  }

  std::vector<PlannedFile> take() { return std::move(files_); }

 private:
  void search(const fs::path& directory, const fs::path& place) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(directory, error); !error && at != fs::directory_iterator(); at.increment(error)) {
      entries.push_back(*at);
    }
    if (error) {
      const bool denied = error == std::errc::permission_denied;
      fail(directory, denied ? ErrorCode::permission_denied : ErrorCode::io, error.message());
    }
    std::sort(entries.begin(), entries.end());
    std::set<fs::path> caches;
    for (const fs::directory_entry& entry : entries) {
      const fs::path name = entry.path().filename();
      std::error_code unknown;
      if (entry.is_directory(unknown)) {
        if (!entry.is_symlink(unknown)) search(entry.path(), place / name);
      } else if (is_map_name(name) && entry.is_regular_file(unknown) && caches.insert(cache_name(name)).second) {
        add_file(entry.path(), place / name);
      }
    }
  }

  void fail(const fs::path& input, ErrorCode code, const std::string& message) {
    PlannedFile file;
    file.input = input;
    file.failure = Error{code, input.string() + ": " + message};
    files_.push_back(std::move(file));
  }

  std::optional<fs::path> output_directory_;
  std::vector<PlannedFile> files_;
};

// That no result is lost: no two go to one place, and none to where an input stands.
Status check_outputs(const std::vector<PlannedFile>& files) {
  std::set<fs::path> taken;
  for (const PlannedFile& file : files) {
    if (!file.failure && file.input != "-") taken.insert(identity(file.input));
  }
  for (const PlannedFile& file : files) {
    if (file.failure || file.output == "-") continue;
    if (taken.insert(identity(file.output)).second) continue;
    return Error{ErrorCode::invalid_argument, file.output.string() +
                                                  ": two results, or an input and a result, in one place (" +
                                                  file.input.string() + " would be written there)"};
  }
  return success();
}

}  // namespace

Result<std::vector<PlannedFile>> plan_conversion(const std::vector<std::string>& inputs,
                                                 const std::optional<std::string>& output_file,
                                                 const std::optional<std::string>& output_directory) {
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

  Planner planner(output_directory);
  for (const std::string& input : inputs) {
    if (input == "-" && !output_file) return wrong("standard input needs --output");
    if (input != "-" && is_directory(input)) {
      planner.add_directory(input);
    } else {
      planner.add_file(input, fs::path(input).filename());
    }
  }
  auto files = planner.take();
  if (output_file) files.front().output = *output_file;
  if (auto status = check_outputs(files); !status) return status.error();
  return files;
}

}  // namespace smcache::tool
