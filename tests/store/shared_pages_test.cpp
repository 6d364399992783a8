// What many processes that map one file cost: its pages, once.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "tests/store/caches.hpp"

using smcache::CacheHandle;
using smcache::Store;
using namespace smcache::test;

namespace {

constexpr std::size_t kProcesses = 100;
constexpr std::size_t kMappings = 10;  // in each

// In kilobytes.
struct Sizes {
  std::uint64_t resident = 0;
  std::uint64_t proportional = 0;  // each page divided by how many have it mapped
};

// Of all mappings of caches in this process.
Sizes mapped_caches() {
  Sizes sum;
  std::ifstream smaps("/proc/self/smaps");
  bool of_cache = false;
  for (std::string line; std::getline(smaps, line);) {
    std::istringstream words(line);
    std::string name;
    std::uint64_t number = 0;
    words >> name;
    if (name.find('-') != std::string::npos) {
      of_cache = line.ends_with(".smcache");
    } else if (of_cache && words >> number) {
      if (name == "Rss:") sum.resident += number;
      if (name == "Pss:") sum.proportional += number;
    }
  }
  return sum;
}

// Reads something of every page.
std::size_t touch(std::span<const std::byte> bytes) {
  std::size_t sum = 1;
  for (std::size_t at = 0; at < bytes.size(); at += 4096) sum += std::to_integer<std::size_t>(bytes[at]);
  return sum;
}

// A pipe; both ends are closed with it.
struct Pipe {
  Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  std::array<int, 2> ends{};
};

}  // namespace

TEST_CASE("a thousand mappings of one file in a hundred processes cost its pages once") {
  const Scratch scratch;
  {
    Store store = must(Store::open(scratch.path(), {.durable = false}));
    must(store.get_or_build(numbered_key(1), building(1, 10'000'000)));
  }
  Pipe ready;
  Pipe go;
  Pipe results;
  std::vector<pid_t> children;
  for (std::size_t i = 0; i < kProcesses; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::vector<Store> stores;
      std::vector<CacheHandle> handles;
      for (std::size_t mapping = 0; mapping < kMappings; ++mapping) {
        stores.push_back(must(Store::open(scratch.path())));
        handles.push_back(must(stores.back().get(numbered_key(1))));
        if (touch(handles.back()->bytes()) == 0) ::_exit(1);
      }
      char byte = 'r';
      if (::write(ready.ends[1], &byte, 1) != 1 || ::read(go.ends[0], &byte, 1) != 1) ::_exit(1);
      const Sizes sizes = mapped_caches();
      ::_exit(::write(results.ends[1], &sizes, sizeof sizes) == sizeof sizes ? 0 : 1);
    }
    children.push_back(child);
  }
  char byte = 0;
  for (std::size_t i = 0; i < kProcesses; ++i) REQUIRE(::read(ready.ends[0], &byte, 1) == 1);
  // One looks while all are there; all have the same.
  REQUIRE(::write(go.ends[1], &byte, 1) == 1);
  Sizes one;
  REQUIRE(::read(results.ends[0], &one, sizeof one) == sizeof one);
  const Sizes sum{one.resident * kProcesses, one.proportional * kProcesses};
  for (std::size_t i = 1; i < kProcesses; ++i) REQUIRE(::write(go.ends[1], &byte, 1) == 1);
  int failed = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) ++failed;
  }
  CHECK(failed == 0);

  Store store = must(Store::open(scratch.path()));
  const std::uint64_t size = std::filesystem::file_size(store.path_of(numbered_key(1))) / 1024;
  INFO("a file of " << size << " kB; " << kProcesses * kMappings << " mappings: resident " << sum.resident
                    << " kB, proportional " << sum.proportional << " kB");
  CHECK(sum.resident >= size * kProcesses * kMappings * 9 / 10);
  CHECK(sum.proportional <= size * 11 / 10);
  CHECK(sum.proportional + kProcesses * kMappings >= size * 9 / 10);  // smaps rounds each mapping down to a kilobyte
}
