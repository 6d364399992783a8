// Any text as "scopes", in a regular map and in the two sections of an index map: what is converted has to
// keep every invariant, and to be read without a fault.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/fuzz/read_everything.hpp"

namespace {

void convert_and_read(const std::string& json) {
  const auto made = smcache::convert(std::as_bytes(std::span(json)));
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().message.c_str());
    std::abort();
  }
  const auto cache = smcache::Cache::from_bytes(made->cache.bytes());
  const smcache::Status sound = cache ? cache->verify() : smcache::Status(cache.error());
  if (!sound) {
    std::fprintf(stderr, "%s\n", sound.error().message.c_str());
    std::abort();
  }
  smcache::test::read_everything(*cache);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto is_plain = [](char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), is_plain)) return 0;
  std::string map =
      R"({"version":3,"sources":["a","b","c"],"names":["x","y",""],"mappings":"AAAA,IACC;;EAAA","scopes":")";
  map.append(text).append("\"}");
  convert_and_read(map);
  convert_and_read(R"({"version":3,"sections":[{"offset":{"line":0,"column":7},"map":)" + map +
                   R"(},{"offset":{"line":2,"column":1},"map":)" + map + "}]}");
  return 0;
}
