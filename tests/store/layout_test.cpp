#include "store/layout.hpp"

#include <catch2/catch.hpp>

#include "store/entry_file.hpp"

using smcache::StoreAlias;
using smcache::StoreKey;
using smcache::detail::is_key_folder;
using smcache::detail::is_network_file_system;
using smcache::detail::is_temporary;
using smcache::detail::is_version_folder;
using smcache::detail::key_of_name;
using smcache::detail::Layout;

TEST_CASE("files stand where the document says") {
  const Layout layout("/root");
  const StoreKey key{0x0bfb449eae65ada6, 0x94eb9323d1e01324};
  CHECK(layout.entry(key) == "/root/v65281/0b/fb449eae65ada694eb9323d1e01324.smcache");
  CHECK(layout.note(key) == "/root/v65281/0b/fb449eae65ada694eb9323d1e01324.failed");
  const std::string alias = layout.alias(StoreAlias::name("x"));
  CHECK(alias.starts_with("/root/v65281/aliases/"));
  CHECK(alias.size() == std::string("/root/v65281/aliases/").size() + 33);
  CHECK(alias != layout.alias(StoreAlias::name("y")));
}

TEST_CASE("names are read as they are made, and others are not the store's") {
  const std::string name = "fb449eae65ada694eb9323d1e01324.smcache";
  CHECK(key_of_name("0b", name, ".smcache") == StoreKey{0x0bfb449eae65ada6, 0x94eb9323d1e01324});
  for (const char* other :
       {"fb449eae65ada694eb9323d1e01324.failed", "b449eae65ada694eb9323d1e01324.smcache", ".smcache",
        "FB449eae65ada694eb9323d1e01324.smcache", "fb449eae65ada694eb9323d1e01324.smcache.bak", ""}) {
    CHECK_FALSE(key_of_name("0b", other, ".smcache"));
  }
  CHECK_FALSE(key_of_name("0B", name, ".smcache"));
  CHECK_FALSE(key_of_name("b", name, ".smcache"));
  CHECK(is_key_folder("00"));
  CHECK_FALSE(is_key_folder("lost+found"));
  CHECK(is_version_folder("v1"));
  CHECK(is_version_folder("v65281"));
  for (const char* other : {"v", "1", "v1a", "quarantine", "v-1", "lock"}) CHECK_FALSE(is_version_folder(other));
  CHECK(is_temporary(".fb449eae65ada694eb9323d1e01324.smcache.0.tmp"));
  CHECK_FALSE(is_temporary("x.tmp"));
}

TEST_CASE("network file systems are known by their numbers") {
  CHECK(is_network_file_system(std::uint64_t{0x6969}));
  CHECK(is_network_file_system(std::uint64_t{0xFE534D42}));
  CHECK_FALSE(is_network_file_system(std::uint64_t{0xEF53}));  // ext4
  CHECK_FALSE(is_network_file_system(std::filesystem::path("/proc")));
}
