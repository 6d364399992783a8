// What conversion mended, as a cache remembers it.
#pragma once

#include <string>

#include "json.hpp"
#include "smcache/cache.hpp"

namespace smcache::tool {

// [{"code": "vlq_invalid", "count": 3}, ...]
inline Json mended_json(const Cache& cache) {
  Json list = Json::array();
  for (std::uint32_t i = 0; i < cache.mended_count(); ++i) {
    const Mended mended = cache.mended(i);
    list.push_back({{"code", error_name(mended.code)}, {"count", mended.count}});
  }
  return list;
}

// "vlq_invalid 3, names_invalid 1"; empty where nothing was mended.
inline std::string mended_text(const Cache& cache) {
  std::string text;
  for (std::uint32_t i = 0; i < cache.mended_count(); ++i) {
    const Mended mended = cache.mended(i);
    text.append(text.empty() ? "" : ", ").append(error_name(mended.code));
    text.append(" ").append(std::to_string(mended.count));
  }
  return text;
}

}  // namespace smcache::tool
