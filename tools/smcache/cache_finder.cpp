#include "cache_finder.hpp"

#include <algorithm>
#include <system_error>

#include "figures.hpp"
#include "messages.hpp"

namespace smcache::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".smcache";

// The parts of a URL's path, or of a path, without query and fragment.
std::vector<std::string_view> parts_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  std::vector<std::string_view> parts;
  while (!url.empty()) {
    const std::size_t end = std::min(url.find_first_of("/\\"), url.size());
    if (end != 0) parts.push_back(url.substr(0, end));
    url.remove_prefix(std::min(end + 1, url.size()));
  }
  return parts;
}

std::size_t common_end(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  return static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin());
}

}  // namespace

Result<std::vector<fs::path>> MapDirectory::list(const fs::path& directory) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator at(directory, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unknown;
    if (at->path().extension() == kExtension && at->is_regular_file(unknown)) {
      files.push_back(at->path().lexically_relative(directory));
    }
  }
  if (error) {
    const ErrorCode code = error == std::errc::no_such_file_or_directory ? ErrorCode::file_not_found
                           : error == std::errc::permission_denied       ? ErrorCode::permission_denied
                                                                         : ErrorCode::io;
    return Error{code, directory.string() + ": " + error.message()};
  }
  std::sort(files.begin(), files.end());
  return files;
}

MapDirectory::MapDirectory(fs::path directory, std::vector<fs::path> files)
    : directory_(std::move(directory)), files_(std::move(files)) {}

void MapDirectory::add_alias(std::string url, std::string of) { aliases_[std::move(url)] = std::move(of); }

const Cache* MapDirectory::find(std::string_view url) {
  const auto known = known_.find(url);
  if (known != known_.end()) return known->second;
  const auto alias = aliases_.find(url);
  const Cache* const found = alias == aliases_.end() ? find_path(url) : find_alias(alias->second);
  known_.emplace(url, found);
  return found;
}

const Cache* MapDirectory::find_path(std::string_view url) {
  const std::vector<std::string_view> wanted = parts_of(url);
  const fs::path* best = nullptr;
  std::size_t most = 0;
  bool is_only = true;
  for (const fs::path& file : files_) {
    std::string_view name = file.native();
    name.remove_suffix(kExtension.size());
    const std::size_t common = common_end(wanted, parts_of(name));
    if (common < most || common == 0) continue;
    is_only = common > most;
    most = common;
    best = &file;
  }
  return best != nullptr && is_only ? open(*best) : nullptr;
}

const Cache* MapDirectory::find_alias(const std::string& of) {
  const fs::path named = fs::path(of).lexically_normal();
  if (std::binary_search(files_.begin(), files_.end(), named)) return open(named);
  for (const fs::path& file : files_) {
    const Cache* const cache = open(file);
    const auto id = cache == nullptr ? std::nullopt : cache->info().debug_id;
    if (id && uuid_text(*id) == of) return cache;
  }
  return nullptr;
}

const Cache* MapDirectory::open(const fs::path& file) {
  const auto [at, is_new] = open_.try_emplace(file);
  if (is_new) {
    auto cache = Cache::open(directory_ / file);
    if (cache) {
      at->second = std::move(*cache);
    } else {
      print_error(cache.error());
    }
  }
  return at->second ? &*at->second : nullptr;
}

}  // namespace smcache::tool
