// Which cache belongs to a file that a stack trace names.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "smcache/cache.hpp"

namespace smcache::tool {

class CacheFinder {
 public:
  CacheFinder() = default;
  CacheFinder(const CacheFinder&) = delete;
  CacheFinder& operator=(const CacheFinder&) = delete;
  virtual ~CacheFinder() = default;
  // The cache of the file at a URL or path; null where there is none. Lives as long as this.
  virtual const Cache* find(std::string_view url) = 0;
  // Names the cache of a URL.
  virtual void add_alias(std::string url, std::string of) = 0;
};

// The caches below a directory. One belongs to a URL whose last parts are those of its path, ".smcache" left
// out: the one with the most parts in common, and none where several have as many.
class MapDirectory final : public CacheFinder {
 public:
  // Errors: file_not_found, permission_denied, io.
  static Result<std::vector<std::filesystem::path>> list(const std::filesystem::path& directory);

  MapDirectory(std::filesystem::path directory, std::vector<std::filesystem::path> files);
  // A URL's cache, for what its path does not tell: a path below the directory, or a debug id.
  void add_alias(std::string url, std::string of) override;

  const Cache* find(std::string_view url) override;

 private:
  const Cache* open(const std::filesystem::path& file);
  const Cache* find_alias(const std::string& of);
  const Cache* find_path(std::string_view url);

  std::filesystem::path directory_;
  std::vector<std::filesystem::path> files_;  // below it
  std::map<std::string, std::string, std::less<>> aliases_;
  std::map<std::string, const Cache*, std::less<>> known_;  // by URL
  std::map<std::filesystem::path, std::optional<Cache>> open_;
};

}  // namespace smcache::tool
