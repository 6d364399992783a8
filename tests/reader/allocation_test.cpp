// Counts every allocation: opening does a fixed number of them, looking up none.
//
// operator new is replaced, and this program is linked so that calls of malloc and its kin from the
// library come by here (tests/CMakeLists.txt).
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>
#include <vector>

#include "smcache/cache.hpp"
#include "tests/property/random_map.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/scratch.hpp"

namespace {

std::atomic<std::uint64_t> allocations = 0;

}  // namespace

extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* old, std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);

void* __wrap_malloc(std::size_t size) { return ++allocations, __real_malloc(size); }
void* __wrap_calloc(std::size_t count, std::size_t size) { return ++allocations, __real_calloc(count, size); }
void* __wrap_realloc(void* old, std::size_t size) { return ++allocations, __real_realloc(old, size); }
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
  return ++allocations, __real_aligned_alloc(alignment, size);
}
}

[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* memory = __wrap_malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return __wrap_malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void* operator new[](std::size_t size) { return operator new(size); }
[[gnu::noinline]] void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete[](void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace smcache::test {
namespace {

template <typename Work>
std::uint64_t allocations_in(const Work& work) {
  const std::uint64_t before = allocations;
  work();
  return allocations - before;
}

// A map whose cache is small, and one whose cache is some hundred times larger.
std::vector<std::byte> cache_with(int mappings) {
  std::string text = "AAAAA";
  for (int i = 0; i < mappings; ++i) text += i % 50 == 0 ? ";AACAA" : ",IAACA";
  return cache_of(R"({"version":3,"sources":["a.js"],"names":["x"],"sourcesContent":["one\ntwo\nthree"],"mappings":")" +
                  text + "\"}");
}

}  // namespace

TEST_CASE("the counter counts") {
  static void* volatile kept = nullptr;  // so that the compiler leaves the calls in
  CHECK(allocations_in([] {
          int* const number = new int(7);
          kept = number;
          delete number;
        }) == 1);
  CHECK(allocations_in([] {
          const std::vector<char> bytes(100);
          kept = const_cast<char*>(bytes.data());
        }) == 1);
  CHECK(allocations_in([] {
          kept = std::malloc(10);
          std::free(kept);
        }) == 1);
  CHECK(allocations_in([] {}) == 0);
}

TEST_CASE("opening allocates as often for a large file as for a small one") {
  const Scratch scratch;
  write_file(scratch / "small", cache_with(10));
  write_file(scratch / "large", cache_with(100000));
  REQUIRE(std::filesystem::file_size(scratch / "large") > 50 * std::filesystem::file_size(scratch / "small"));
  const auto small_path = scratch / "small";
  const auto large_path = scratch / "large";
  for (const OpenMode mode : {OpenMode::map, OpenMode::map_populate, OpenMode::copy}) {
    const auto opening = [mode](const std::filesystem::path& path) {
      return allocations_in([&] { REQUIRE(Cache::open(path, mode).ok()); });
    };
    static_cast<void>(opening(small_path));  // what happens once in a process
    const std::uint64_t small = opening(small_path);
    CHECK(opening(large_path) == small);
    CHECK(small <= 4);
  }
}

TEST_CASE("no lookup, no view and no iteration allocates") {
  Random random(seed());
  const auto bytes = cache_with(5000);
  const Cache cache = Cache::from_bytes(bytes).value();
  std::vector<Position> positions(200);
  for (Position& position : positions) {
    position = {static_cast<std::uint32_t>(random.below(120)), static_cast<std::uint32_t>(random.below(300))};
  }
  std::vector<Location> locations(positions.size());
  std::uint64_t used = 0;  // so that nothing is left out as unused
  CHECK(allocations_in([&] {
          for (const Reach reach : {Reach::line, Reach::across_lines}) {
            cache.lookup(positions, locations, reach);
            for (const Position position : positions) {
              const Location at = cache.lookup(position, reach);
              for (const Mapping& mapping : cache.lookup_all(position, reach)) used += mapping.name;
              used += cache.name(at.name).value_or("").size();
              const Source source = cache.source(at.source);
              used += source.name().value_or("").size() + source.content().value_or("").size();
              used += source.line(at.original.line).value_or("").size() + source.line_count();
              for (const std::string_view line : source.context(at.original.line, 2, 2)) used += line.size();
            }
          }
          for (const Mapping& mapping : cache.mappings()) used += mapping.original.line;
          for (std::uint32_t i = 0; i < cache.mapping_count(); ++i) used += cache.mapping(i)->original.column;
          used += cache.info().size + cache.section_count() + cache.mended_count() + cache.extension_count();
        }) == 0);
  CHECK(used > 0);
}

}  // namespace smcache::test
