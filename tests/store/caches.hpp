// Caches for the tests of the store: small ones, each with its own answer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "smcache/convert.hpp"
#include "smcache/store.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {

// A map whose one source is called "NUMBER.js", with a text of about `size` bytes.
inline std::string numbered_map(std::uint64_t number, std::size_t size = 10, const std::string& debug_id = {}) {
  const std::string id = debug_id.empty() ? "" : R"("debugId":")" + debug_id + R"(",)";
  return R"({"version":3,)" + id + R"("sources":[")" + std::to_string(number) + R"(.js"],"sourcesContent":[")" +
         std::string(size, 'x') + R"("],"names":[],"mappings":"AAAA"})";
}

inline StoreKey numbered_key(std::uint64_t number) { return store_key(as_bytes(std::to_string(number))); }

inline Result<Built> build_map(const std::string& map) {
  auto made = convert(as_bytes(map));
  if (!made) return made.error();
  const auto kept = std::make_shared<Conversion>(std::move(*made));
  return Built{kept->cache.bytes(), kept};
}

inline BuildFunction building(std::uint64_t number, std::size_t size = 10) {
  return [=] { return build_map(numbered_map(number, size)); };
}

// The value, or an exception that fails the test.
template <typename T>
T must(Result<T> result) {
  return std::move(result).value();
}

// What a cache of numbered_map() says: its number, or what is wrong.
inline std::string answer(const Result<CacheHandle>& handle) {
  if (!handle) return std::string(error_name(handle.error().code)) + ": " + handle.error().message;
  if (!*handle) return "nothing";
  const Location at = (*handle)->lookup({0, 5});
  if (at.status != LookupStatus::found) return "not found";
  const auto name = (*handle)->source(at.source).name();
  return name ? std::string(*name) : "no name";
}

}  // namespace smcache::test
