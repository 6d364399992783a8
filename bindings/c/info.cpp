// What a cache knows about itself.
#include <algorithm>
#include <cstring>

#include "bindings/c/boundary.hpp"
#include "bindings/c/cache_handle.hpp"

namespace {

using smcache::detail::give;
using smcache::detail::set;

smc_info plain(const smcache::CacheInfo& from) noexcept {
  smc_info info{};
  info.format_major = from.format_major;
  info.format_minor = from.format_minor;
  info.mappings = from.mappings;
  info.lines = from.lines;
  info.sources = from.sources;
  info.names = from.names;
  info.sections = from.sections;
  if (from.debug_id) {
    info.has_debug_id = 1;
    std::copy(from.debug_id->begin(), from.debug_id->end(), info.debug_id);
  }
  std::copy(from.input_hash.begin(), from.input_hash.end(), info.input_hash);
  info.size = from.size;
  info.checksum = from.checksum;
  info.bytes_mappings = from.bytes.mappings;
  info.bytes_strings = from.bytes.strings;
  info.bytes_content = from.bytes.sources_content;
  give(&info.converter, from.converter);
  give(&info.file, from.file);
  give(&info.source_root, from.source_root);
  info.functions = from.functions;
  info.bytes_functions = from.bytes.functions;
  return info;
}

}  // namespace

extern "C" {

int smc_cache_info(const smc_cache* cache, smc_info* info, size_t info_size) {
  if (info == nullptr) return 0;
  std::memset(info, 0, info_size);
  if (cache == nullptr) return 0;
  const smc_info whole = plain(cache->cache.info());
  std::memcpy(info, &whole, std::min(info_size, sizeof whole));
  return 1;
}

int smc_cache_bytes(const smc_cache* cache, smc_string* bytes) {
  if (cache == nullptr) return give(bytes, std::nullopt);
  const auto whole = cache->cache.bytes();
  return give(bytes, std::string_view(reinterpret_cast<const char*>(whole.data()), whole.size()));
}

uint32_t smc_cache_section_count(const smc_cache* cache) { return cache == nullptr ? 0 : cache->cache.section_count(); }

int smc_cache_section(const smc_cache* cache, uint32_t index, smc_section* section) {
  const auto found = cache == nullptr ? std::nullopt : cache->cache.section(index);
  set(section, found ? smc_section{found->start.line, found->start.column, found->first_mapping, found->first_source}
                     : smc_section{});
  return found ? 1 : 0;
}

uint32_t smc_cache_mended_count(const smc_cache* cache) { return cache == nullptr ? 0 : cache->cache.mended_count(); }

int smc_cache_mended(const smc_cache* cache, uint32_t index, int32_t* code, uint64_t* count) {
  const bool there = index < smc_cache_mended_count(cache);
  const smcache::Mended found = there ? cache->cache.mended(index) : smcache::Mended{};
  set(code, static_cast<std::int32_t>(found.code));
  set(count, found.count);
  return there ? 1 : 0;
}

uint32_t smc_cache_extension_count(const smc_cache* cache) {
  return cache == nullptr ? 0 : cache->cache.extension_count();
}

int smc_cache_extension(const smc_cache* cache, uint32_t index, smc_string* field, smc_string* json,
                        uint32_t* section) {
  const auto found = cache == nullptr ? std::nullopt : cache->cache.extension(index);
  give(field, found ? std::optional(found->field) : std::nullopt);
  give(json, found ? std::optional(found->json) : std::nullopt);
  set(section, found ? found->section : 0);
  return found ? 1 : 0;
}

}  // extern "C"
