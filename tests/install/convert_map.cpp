// Converts a map that is written here, and writes the cache to the path given.
#include <cstdio>
#include <span>
#include <string_view>

#include "smcache/convert.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  constexpr std::string_view kMap =
      R"({"version": 3, "sources": ["a.ts"], "sourcesContent": ["first\nsecond\n"], "names": ["go"], "mappings": "AACAA"})";
  auto made = smcache::convert(std::as_bytes(std::span(kMap)));
  if (!made) return std::puts(made.error().message.c_str()), 1;
  const smcache::Status published = smcache::publish(argv[1], made->cache.bytes());
  if (!published) return std::puts(published.error().message.c_str()), 1;
  return 0;
}
