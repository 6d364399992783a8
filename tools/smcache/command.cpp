#include "command.hpp"

#include "messages.hpp"

namespace smcache::tool {

void add_cache_argument(CLI::App& command, std::string& path) {
  command.add_option("CACHE", path, "An smcache file")->type_name("")->required();
}

std::optional<Cache> open_cache(const std::string& path) {
  auto cache = Cache::open(path);
  if (cache) return std::move(*cache);
  print_error(cache.error(), path);
  return std::nullopt;
}

}  // namespace smcache::tool
