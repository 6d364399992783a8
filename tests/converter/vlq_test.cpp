#include "converter/vlq.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/oracle/vlq.hpp"
#include "tests/property/mappings_writer.hpp"
#include "tests/support/seed.hpp"

namespace smcache::test {
namespace {

// Like the oracle's, for comparison.
std::optional<std::int64_t> signed_value(std::string_view text, std::size_t& at) {
  const char* begin = text.data() + at;
  std::int64_t value = 0;
  const bool read = detail::read_vlq(begin, text.data() + text.size(), value);
  at = static_cast<std::size_t>(begin - text.data());
  return read ? std::optional(value) : std::nullopt;
}

}  // namespace

TEST_CASE("every number of 32 bits that is written is read back") {
  Random random(seed());
  for (std::uint64_t round = 0; round < rounds(3000); ++round) {
    const std::int64_t value = random.between(-0x7FFFFFFF, 0x7FFFFFFF) >> random.below(32);
    const std::string text = vlq(value, static_cast<unsigned>(random.below(9)));
    std::size_t at = 0;
    INFO(text);
    CHECK(signed_value(text, at) == value);
    CHECK(at == text.size());
  }
}

TEST_CASE("any characters are read as the naive decoder reads them") {
  constexpr std::string_view kCharacters = "ABCDEgh/+9,;!";
  Random random(seed());
  for (std::uint64_t round = 0; round < rounds(5000); ++round) {
    std::string text;
    for (auto length = random.below(12); length > 0; --length) text += kCharacters[random.below(kCharacters.size())];
    std::size_t at = 0;
    std::size_t oracle_at = 0;
    INFO(text);
    const auto expected = oracle::read_signed_vlq(text, oracle_at);
    CHECK(signed_value(text, at) == expected);
    if (expected) CHECK(at == oracle_at);
  }
}

TEST_CASE("a number is read to the end of the text and no further") {
  const std::string text = "gggg";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const char* at = text.data();
    std::uint64_t value = 0;
    CHECK_FALSE(detail::read_unsigned_vlq(at, text.data() + length, value));
    CHECK(at == text.data() + length);
  }
}

}  // namespace smcache::test
