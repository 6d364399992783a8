#include "stored_maps.hpp"

#include <utility>

#include "messages.hpp"

namespace smcache::tool {

void StoredMaps::add_alias(std::string url, std::string of) { aliases_[std::move(url)] = std::move(of); }

const Cache* StoredMaps::find(std::string_view url) {
  const auto known = known_.find(url);
  if (known != known_.end()) return known->second.get();
  return known_.emplace(url, look_up(url)).first->second.get();
}

CacheHandle StoredMaps::look_up(std::string_view url) {
  for (const std::string_view name : {url, url.substr(0, url.find_first_of("?#"))}) {
    const auto alias = aliases_.find(name);
    const auto key = store_.resolve(alias == aliases_.end() ? name : std::string_view(alias->second));
    if (!key) continue;
    auto cache = store_.get(*key);
    if (!cache) print_error(cache.error());
    if (cache && *cache) return *cache;
  }
  return {};
}

}  // namespace smcache::tool
