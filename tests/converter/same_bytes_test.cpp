// The output is a function of the input and the options alone.
#include <catch2/catch.hpp>

#include <malloc.h>

#include "smcache/convert.hpp"
#include "tests/property/random_map.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

std::string converted(const std::string& map, const ConvertOptions& options = {}) {
  const auto made = convert(as_bytes(map), options);
  const auto bytes = made->cache.bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TEST_CASE("ten conversions make the same bytes, whatever the heap held before") {
  for (std::uint64_t round = 0; round < rounds(10); ++round) {
    INFO("again with SMCACHE_SEED=" << seed() + round);
    Random random(seed() + round);
    const std::string map = round % 3 == 0 ? random_index_map(random, random_style(random), 2)
                                           : random_map(random, random.pick(shapes()), random_style(random));
    const std::string first = converted(map);
    bool same = true;
    for (int run = 1; run < 10; ++run) {
      ::mallopt(M_PERTURB, run * 25);  // what is allocated and not written differs from run to run
      same = same && converted(map) == first;
    }
    ::mallopt(M_PERTURB, 0);
    CHECK(same);
  }
}

TEST_CASE("neither the input's name nor how it is read changes the bytes") {
  Random random(seed());
  const Scratch scratch;
  const std::string map = random_map(random, shapes()[2], JsonStyle());
  ConvertOptions named;
  named.input_name = "another name";
  CHECK(converted(map, named) == converted(map));
  write_file(scratch / "x.map", map);
  const auto from_file = convert_file(scratch / "x.map");
  REQUIRE(from_file.ok());
  const auto bytes = from_file->cache.bytes();
  CHECK(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()) == converted(map));
}

TEST_CASE("a second thread changes nothing") {
  Random random(seed());
  INFO("again with SMCACHE_SEED=" << seed());
  ConvertOptions options;
  std::string generated;
  SECTION("with names that the map has") {
    for (int i = 0; i < 4000; ++i) generated += "function f" + std::to_string(i) + "(){return()=>{}}";
  }
  SECTION("with names for which there is no room among the strings yet") {
    const std::string name(200, 'n');
    for (int i = 0; i < 3000; ++i) generated += "class " + name + std::to_string(i) + "{m(){}static s(){}};";
  }
  std::string map = random_map(random, shapes()[2], JsonStyle());
  SECTION("with scopes that are not asked for, since a section knows better") {
    generated = "function first(){}\n";
    for (int i = 0; i < 9000; ++i) generated += "function f" + std::to_string(i) + "(){}";
    const std::string knowing =
        R"({"version":3,"sources":["a"],"x_facebook_sources":[[{"names":["<global>"],"mappings":"AAA"}]],"mappings":"AAAA"})";
    map = R"({"version":3,"sections":[{"offset":{"line":0,"column":0},"map":)" + map +
          R"(},{"offset":{"line":1,"column":0},"map":)" + knowing + "}]}";
  }
  options.generated = generated;
  options.scan_on_thread = false;
  const std::string alone = converted(map, options);
  options.scan_on_thread = true;
  for (int run = 0; run < 10; ++run) CHECK(converted(map, options) == alone);
}

TEST_CASE("without the sources' text the cache is smaller and answers the same but for the text") {
  const std::string map =
      R"({"version":3,"sources":["a"],"sourcesContent":["some text\nof two lines"],"mappings":"AACA"})";
  ConvertOptions options;
  options.embed_sources = false;
  CHECK(converted(map, options).size() < converted(map).size());
  CHECK(converted(map, options).find("some text") == std::string::npos);
}

}  // namespace smcache::test
