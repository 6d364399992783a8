// Names, sources and their lines.
#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"

namespace {

using smcache::detail::give;
using smcache::detail::set;

std::size_t write(const smcache::SourceLines& from, smc_string* to, std::size_t capacity) noexcept {
  std::size_t written = 0;
  for (auto at = from.begin(); at != from.end() && written < capacity; ++at) give(&to[written++], *at);
  return written;
}

}  // namespace

extern "C" {

uint32_t smc_cache_name_count(const smc_cache* cache) { return cache == nullptr ? 0 : cache->cache.name_count(); }

int smc_cache_name(const smc_cache* cache, uint32_t name, smc_string* string) {
  return give(string, cache == nullptr ? std::nullopt : cache->cache.name(name));
}

uint32_t smc_cache_source_count(const smc_cache* cache) { return cache == nullptr ? 0 : cache->cache.source_count(); }

int smc_cache_source_name(const smc_cache* cache, uint32_t source, smc_string* string) {
  return give(string, cache == nullptr ? std::nullopt : cache->cache.source(source).name());
}

int smc_cache_source_raw_name(const smc_cache* cache, uint32_t source, smc_string* string) {
  return give(string, cache == nullptr ? std::nullopt : cache->cache.source(source).raw_name());
}

int smc_cache_source_content(const smc_cache* cache, uint32_t source, smc_string* string) {
  return give(string, cache == nullptr ? std::nullopt : cache->cache.source(source).content());
}

int smc_cache_source_ignored(const smc_cache* cache, uint32_t source) {
  return cache != nullptr && cache->cache.source(source).ignored() ? 1 : 0;
}

uint32_t smc_cache_source_line_count(const smc_cache* cache, uint32_t source) {
  return cache == nullptr ? 0 : cache->cache.source(source).line_count();
}

int smc_cache_source_line(const smc_cache* cache, uint32_t source, uint32_t line, smc_string* string) {
  return give(string, cache == nullptr ? std::nullopt : cache->cache.source(source).line(line));
}

size_t smc_cache_source_lines(const smc_cache* cache, uint32_t source, uint32_t first, smc_string* lines,
                              size_t capacity) {
  if (cache == nullptr || lines == nullptr) return 0;
  return write(cache->cache.source(source).lines(first, UINT32_MAX), lines, capacity);
}

size_t smc_cache_source_context(const smc_cache* cache, uint32_t source, uint32_t line, uint32_t before, uint32_t after,
                                smc_string* lines, size_t capacity, uint32_t* first) {
  const smcache::SourceLines found =
      cache == nullptr ? smcache::SourceLines{} : cache->cache.source(source).context(line, before, after);
  set(first, found.first_line());
  if (lines != nullptr) write(found, lines, capacity);
  return found.size();
}

}  // extern "C"
