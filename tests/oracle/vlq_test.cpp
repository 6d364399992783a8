#include "tests/oracle/vlq.hpp"

#include <catch2/catch.hpp>
#include <string>

using smcache::oracle::read_signed_vlq;
using smcache::oracle::read_unsigned_vlq;

namespace {

std::optional<std::int64_t> whole(std::string_view text) {
  std::size_t at = 0;
  const auto value = read_signed_vlq(text, at);
  if (value) CHECK(at == text.size());
  return value;
}

}  // namespace

TEST_CASE("the standard's examples of base64 VLQs decode to the standard's values") {
  CHECK(whole("iB") == 17);
  CHECK(whole("V") == -10);
  CHECK(whole("A") == 0);
  CHECK(whole("C") == 1);
  CHECK(whole("D") == -1);
}

TEST_CASE("the largest values of 32 bits decode, the next ones do not") {
  CHECK(whole("+/////D") == 2147483647);
  CHECK(whole("//////D") == -2147483647);
  CHECK(whole("ggggggE") == std::nullopt);
  CHECK(whole("hgggggE") == std::nullopt);
  CHECK(whole("B") == -2147483648);
}

TEST_CASE("leading zero digits make no difference, however many there are") {
  CHECK(whole("0" + std::string(1000, 'g') + "A") == 10);
  CHECK(whole(std::string(1000, 'g') + "B") == std::nullopt);
}

TEST_CASE("a character outside the alphabet and a cut continuation are no VLQs") {
  CHECK(whole("!") == std::nullopt);
  CHECK(whole("g!") == std::nullopt);
  CHECK(whole("g") == std::nullopt);
  CHECK(whole("") == std::nullopt);
}

TEST_CASE("unsigned VLQs have no sign bit and reach 2^32-1") {
  const auto value = [](std::string_view text) {
    std::size_t at = 0;
    return read_unsigned_vlq(text, at);
  };
  CHECK(value("B") == 1);
  CHECK(value("gB") == 32);
  CHECK(value("//////D") == 4294967295);
  CHECK(value("ggggggE") == std::nullopt);
}
