// Any text as a data: URL, and as the comments of a generated file.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "converter/generated_file.hpp"
#include "converter/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string url = "data:" + std::string(text);
  // What the URL holds may be compressed in its turn: only the cap bounds it.
  constexpr std::uint64_t kCap = 1 << 20;
  const auto decoded = smcache::detail::load_bytes(std::as_bytes(std::span(url)), {kCap, "fuzz"});
  if (decoded.ok() && decoded->json().size() > kCap) std::abort();

  const auto comments = smcache::detail::read_generated_comments(text);
  if (comments.source_mapping_url) {
    // Whatever the comment says, no path leads out of the directory.
    const auto path = smcache::detail::map_path("directory/file.js", *comments.source_mapping_url);
    if (path && path->lexically_normal().string().rfind("directory/", 0) != 0) std::abort();
  }
  return 0;
}
