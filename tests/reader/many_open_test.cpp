// As many caches as a processing host holds, under the usual limit on descriptors.
#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include <sys/resource.h>

#include "smcache/cache.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

}  // namespace

TEST_CASE("twenty thousand caches are open at once under a limit of 1,024 descriptors") {
  const rlimit limit{1024, 1024};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
  const Scratch scratch;
  constexpr int kFiles = 100;
  for (int i = 0; i < kFiles; ++i) {
    write_file(scratch / std::to_string(i),
               cache_of(R"({"version":3,"sources":["s)" + std::to_string(i) + R"("],"mappings":"AAAA"})"));
  }
  const auto before = open_descriptors();
  std::vector<Cache> caches;
  for (int i = 0; i < 20000; ++i) {
    auto cache = Cache::open(scratch / std::to_string(i % kFiles), i % 2 == 0 ? OpenMode::map : OpenMode::map_populate);
    if (!cache.ok()) FAIL("cache " << i << ": " << cache.error().message);
    caches.push_back(std::move(*cache));
  }
  CHECK(open_descriptors() == before);
  for (std::size_t i = 0; i < caches.size(); ++i) {
    const Location at = caches[i].lookup({0, 0});
    if (caches[i].source(at.source).name() != "s" + std::to_string(i % kFiles))
      FAIL("cache " << i << " answers for another");
  }
}

}  // namespace smcache::test
