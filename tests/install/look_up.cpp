// Looks the start of the file up in the cache given, and prints the answer.
#include <cstdio>
#include <string>

#include "smcache/cache.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto cache = smcache::Cache::open(argv[1]);
  if (!cache) return std::puts(cache.error().message.c_str()), 1;
  const smcache::Location at = cache->lookup({.line = 0, .column = 0});
  if (at.status != smcache::LookupStatus::found) return std::puts("nothing found"), 1;
  const smcache::Source source = cache->source(at.source);
  const std::string name(source.name().value_or("?"));
  const std::string line(source.line(at.original.line).value_or("?"));
  const std::string symbol(cache->name(at.name).value_or("?"));
  std::printf("%s:%u: %s (%s)\n", name.c_str(), at.original.line + 1, line.c_str(), symbol.c_str());
  return 0;
}
