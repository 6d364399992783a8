#include "schema/uuid.hpp"

#include <catch2/catch.hpp>
#include <string>

using smcache::detail::parse_uuid;

TEST_CASE("a UUID is read in the order in which it is printed, in either case") {
  const auto id = parse_uuid("00112233-4455-6677-8899-aAbBcCdDeEfF");
  REQUIRE(id);
  for (unsigned i = 0; i < 16; ++i) CHECK((*id)[i] == i * 0x11);
}

TEST_CASE("anything but 8-4-4-4-12 hexadecimal digits is no UUID") {
  const std::string good = "00112233-4455-6677-8899-aabbccddeeff";
  REQUIRE(parse_uuid(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char wrong : {'g', '/', ':', '@', 'G', '`', ' ', '\0'}) {
      std::string text = good;
      text[i] = wrong;
      CHECK_FALSE(parse_uuid(text));
    }
  }
  CHECK_FALSE(parse_uuid(good + "0"));
  CHECK_FALSE(parse_uuid(good.substr(1)));
  CHECK_FALSE(parse_uuid("001122334455-6677-8899-aabbccddeeff--"));
  CHECK_FALSE(parse_uuid(""));
}
