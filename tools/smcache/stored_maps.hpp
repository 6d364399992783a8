// Caches for a stack trace, out of a store.
#pragma once

#include <map>
#include <string>

#include "cache_finder.hpp"
#include "smcache/store.hpp"

namespace smcache::tool {

// One belongs to a URL that is an alias of it, as it stands or without its query and fragment.
class StoredMaps final : public CacheFinder {
 public:
  explicit StoredMaps(Store store) : store_(std::move(store)) {}

  // A URL's cache: a key, a debug id, or an alias.
  void add_alias(std::string url, std::string of) override;
  const Cache* find(std::string_view url) override;

 private:
  CacheHandle look_up(std::string_view url);

  Store store_;
  std::map<std::string, std::string, std::less<>> aliases_;
  std::map<std::string, CacheHandle, std::less<>> known_;  // by URL
};

}  // namespace smcache::tool
