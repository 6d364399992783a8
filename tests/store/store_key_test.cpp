#include "smcache/store_key.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/scratch.hpp"

using smcache::store_key;
using smcache::StoreAlias;
using smcache::StoreKey;
using smcache::test::as_bytes;

TEST_CASE("a key is written as 32 digits and read again") {
  const StoreKey key{0x0bfb449eae65ada6, 0x94eb9323d1e01324};
  CHECK(key.text() == "0bfb449eae65ada694eb9323d1e01324");
  CHECK(StoreKey::parse(key.text()) == key);
  CHECK(StoreKey::parse("00000000000000000000000000000001") == StoreKey{0, 1});
  for (const char* wrong : {"", "1", "0bfb449eae65ada694eb9323d1e0132", "0bfb449eae65ada694eb9323d1e013245",
                            "0bfb449eae65ada694eb9323d1e0132g", "-bfb449eae65ada694eb9323d1e01324"}) {
    CHECK_FALSE(StoreKey::parse(wrong));
  }
}

TEST_CASE("a key depends on the map, the generated file and the options, and on which is which") {
  const auto key = [](const char* map, const char* generated, const char* options) {
    return generated == nullptr ? store_key(as_bytes(map), std::nullopt, options)
                                : store_key(as_bytes(map), as_bytes(generated), options);
  };
  std::set<StoreKey> keys;
  int count = 0;
  for (const char* map : {"", "a", "b", "ab"}) {
    for (const char* generated : {static_cast<const char*>(nullptr), "", "a", "b", "ab"}) {
      for (const char* options : {"", "a", "omit"}) {
        ++count;
        keys.insert(key(map, generated, options));
      }
    }
  }
  keys.insert(smcache::store_key_of_cache(as_bytes("a")));
  CHECK(keys.size() == static_cast<std::size_t>(count) + 1);
  CHECK(key("a", "b", "c") == key("a", "b", "c"));
}

TEST_CASE("keys are the same on every machine and in every version") {
  CHECK(store_key(as_bytes("{}"), std::nullopt, "embed").text() == "45acdb7063988908935c06beacc7de37");
}

TEST_CASE("aliases of the two kinds never meet") {
  const auto id = StoreAlias::debug_id(
      {0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff});
  CHECK(id.text() == "debug-id 00112233-4455-6677-8899-aabbccddeeff");
  CHECK(StoreAlias::debug_id("00112233-4455-6677-8899-AABBCCDDEEFF")->text() == id.text());
  CHECK_FALSE(StoreAlias::debug_id("00112233445566778899AABBCCDDEEFF"));
  CHECK(StoreAlias::name("00112233-4455-6677-8899-aabbccddeeff").text() != id.text());
  CHECK(StoreAlias::name("https://a/b.js").text() == "name https://a/b.js");
}
