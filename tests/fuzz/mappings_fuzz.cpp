// Any text as "mappings", and what follows its first line end as "rangeMappings", in a map with three
// sources and two names.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/difference.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto is_plain = [](char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), [&](char c) { return c == '\n' || is_plain(c); })) return 0;
  const std::size_t end = text.find('\n');
  std::string json = R"({"version":3,"sources":["a","b","c"],"names":["x","y"],"mappings":")";
  json += text.substr(0, end);
  json += '"';
  if (end != std::string_view::npos) {
    std::string ranges(text.substr(end + 1));
    std::replace(ranges.begin(), ranges.end(), '\n', ';');
    json += R"(,"rangeMappings":")" + ranges + '"';
  }
  smcache::test::require_same(json + "}");
  return 0;
}
