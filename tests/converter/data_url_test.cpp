#include "converter/data_url.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/seed.hpp"

using smcache::ErrorCode;
using smcache::detail::decode_data_url;
using smcache::detail::is_data_url;

namespace {

// What the URL decodes to, or the error's code and message.
std::string decoded(std::string_view url) {
  std::vector<char> memory(url.begin(), url.end());  // exactly that size: a sanitizer sees reads past it
  const smcache::Result<std::size_t> size = decode_data_url(memory, "input");
  if (size) return {memory.data(), *size};
  return std::string(smcache::error_name(size.error().code)) + ": " + size.error().message;
}

constexpr std::string_view kNotBase64 = "data_url_invalid: input: data URL: its data is not base64";

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 6) {
    unsigned digit = 0;
    for (std::size_t i = bit; i < bit + 6; ++i) {
      const unsigned byte = i / 8 < bytes.size() ? static_cast<unsigned char>(bytes[i / 8]) : 0;
      digit = digit << 1 | (byte >> (7 - i % 8) & 1);
    }
    text.push_back(kDigits[digit]);
  }
  while (text.size() % 4 != 0) text.push_back('=');
  return text;
}

}  // namespace

TEST_CASE("a data URL is known by its scheme, in any case") {
  CHECK(is_data_url("data:,"));
  CHECK(is_data_url("DaTa:application/json,{}"));
  CHECK_FALSE(is_data_url("data"));
  CHECK_FALSE(is_data_url(""));
  CHECK_FALSE(is_data_url("{\"data:\":1}"));
  CHECK_FALSE(is_data_url("xdata:,"));
}

TEST_CASE("base64 data is decoded, whatever the media type") {
  CHECK(decoded("data:application/json;base64,e30=") == "{}");
  CHECK(decoded("data:application/json;charset=utf-8;base64,e30=") == "{}");
  CHECK(decoded("data:;base64,e30=") == "{}");
  CHECK(decoded("data:text/plain;charset=\"x;y\";BASE64,e30=") == "{}");
  CHECK(decoded("data:a; base64 ,e30=") == "{}");
  CHECK(decoded("data:;base64,") == "");
}

TEST_CASE("base64 may lack its padding, hold white space, and have characters escaped") {
  CHECK(decoded("data:;base64,e30") == "{}");
  CHECK(decoded("data:;base64,e 3\n0\r\n=\t") == "{}");
  CHECK(decoded("data:;base64,e30%3D") == "{}");
  CHECK(decoded("data:;base64,e30%3d\n") == "{}");
  CHECK(decoded("data:;base64,%65%33%30=") == "{}");
  CHECK(decoded("data:;base64,%2B/%2b/") == "\xFB\xFF\xBF");
}

TEST_CASE("what is not base64 is refused") {
  for (const std::string_view data : {"e30!", "e30-", "e", "e30=e30=", "e30==", "e3=", "e3===", "=",
                                      "====", "e30=====", "#e30=", "e30=#", "AAAAA", "AAAA=", "e=30", "{}", "%zz30"}) {
    CAPTURE(data);
    CHECK(decoded("data:;base64," + std::string(data)) == kNotBase64);
  }
}

TEST_CASE("other data is percent-decoded, and lone percent signs stay") {
  CHECK(decoded("data:application/json,{}") == "{}");
  CHECK(decoded("data:,%7B%22a%22:%20%5b1%5D%7d") == R"({"a": [1]})");
  CHECK(decoded("data:,100%") == "100%");
  CHECK(decoded("data:,100%4") == "100%4");
  CHECK(decoded("data:,%zz%4g%%41") == "%zz%4g%A");
  CHECK(decoded("data:,a+b,c") == "a+b,c");
  CHECK(decoded("data:base64,e30=") == "e30=");  // a media type, not the flag
  CHECK(decoded("data:;base64x,e30=") == "e30=");
  CHECK(decoded("data:;base64;x,e30=") == "e30=");  // the flag stands last, or is none
  CHECK(decoded("data:,") == "");
}

TEST_CASE("a number sign does not end the data") {
  CHECK(decoded(R"(data:application/json,{"sources":["a#b"]})") == R"({"sources":["a#b"]})");
}

TEST_CASE("a data URL without a comma is refused") {
  CHECK(decoded("data:") == "data_url_invalid: input: data URL: no comma, so no data");
  CHECK(decoded("data:application/json;base64") == "data_url_invalid: input: data URL: no comma, so no data");
}

TEST_CASE("random bytes survive base64 with white space strewn in, and percent encoding") {
  smcache::test::Random random(smcache::test::seed());
  for (std::uint64_t round = 0; round < smcache::test::rounds(500); ++round) {
    std::string bytes(random.below(200), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));

    std::string with_space = "data:;base64,";
    for (const char c : base64(bytes)) {
      if (random.chance(0.1)) with_space.push_back(" \n\r\t\f"[random.below(5)]);
      with_space.push_back(c);
    }
    CHECK(decoded(with_space) == bytes);

    std::string percent = "data:,";
    for (const char byte : bytes) {
      const auto value = static_cast<unsigned char>(byte);
      if (byte != '%' && random.chance(0.5)) {
        percent.push_back(byte);
      } else {
        percent += {'%', "0123456789abcdef"[value >> 4], "0123456789ABCDEF"[value & 15]};
      }
    }
    CHECK(decoded(percent) == bytes);
  }
}
