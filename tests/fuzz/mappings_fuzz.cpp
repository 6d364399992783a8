// Any text as "mappings", and what follows its first line end as "rangeMappings", in a map with three
// sources and two names; and as "mappings" decoded in each way that this processor can go.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/fuzz/difference.hpp"
#include "tests/property/decoded_mappings.hpp"

namespace {

void require_same_of_ways(std::string_view mappings) {
  using smcache::detail::DecodeWay;
  using smcache::test::decoded_mappings;
  smcache::detail::MappingsText text;
  text.mappings = mappings;
  text.source_count = 3;
  text.name_count = 2;
  for (const bool strict : {false, true}) {
    const auto careful = decoded_mappings(text, strict, DecodeWay::by_number);
    const DecodeWay fastest = smcache::detail::fastest_decoding();
    for (const DecodeWay way : {DecodeWay::by_row, DecodeWay::by_segment}) {
      if (way >= fastest && !(decoded_mappings(text, strict, way) == careful)) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  require_same_of_ways(text);
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
