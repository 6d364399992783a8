#include "converter/json_string.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/oracle/json_text.hpp"
#include "tests/property/json_writer.hpp"
#include "tests/property/random_text.hpp"

using smcache::detail::kUnescapeLag;
using smcache::detail::unescape_json;
using smcache::detail::UnescapeWay;

namespace smcache::test {
namespace {

struct Text {
  std::string text;
  std::size_t lone_surrogates;
  bool valid;
};

// Each way that this processor can go; elsewhere, and over itself: the same comes out.
Text unescaped(std::string_view raw) {
  std::string out(raw.size(), '?');
  const auto result = unescape_json(raw, out.data());
  out.resize(result.size);
  std::string escape_by_escape(raw.size(), '?');
  const auto other = unescape_json(raw, escape_by_escape.data(), UnescapeWay::by_escape);
  CHECK(other.valid == result.valid);
  CHECK(other.lone_surrogates == result.lone_surrogates);
  CHECK(escape_by_escape.substr(0, other.size) == out);
  for (const std::size_t lag : {kUnescapeLag, kUnescapeLag + 1, std::size_t{200}}) {
    std::string memory = std::string(lag, '?').append(raw);
    const auto over_itself = unescape_json(std::string_view(memory).substr(lag), memory.data());
    CHECK(over_itself.valid == result.valid);
    CHECK(over_itself.lone_surrogates == result.lone_surrogates);
    CHECK(memory.substr(0, over_itself.size) == out);
  }
  return {out, result.lone_surrogates, result.valid};
}

}  // namespace

TEST_CASE("each escape of JSON stands for its character") {
  CHECK(unescaped(R"(a\"\\\/\b\f\n\r\tz)").text == "a\"\\/\b\f\n\r\tz");
  CHECK(unescaped("").text.empty());
  CHECK(unescaped(R"(\u0041\u00e9\u4E2D\u0000!)").text == std::string("A\xC3\xA9\xE4\xB8\xAD\0!", 8));
  CHECK(unescaped(R"(\ud83d\ude00)").text == "\xF0\x9F\x98\x80");
}

TEST_CASE("half a surrogate pair is U+FFFD and counted, and what follows is read") {
  const std::string_view kReplacement = "\xEF\xBF\xBD";
  for (const char* raw : {R"(\ud83dx)", R"(\udc00x)", R"(\ud83d\u0078)"}) {
    CHECK(unescaped(raw).text == std::string(kReplacement) + "x");
    CHECK(unescaped(raw).lone_surrogates == 1);
  }
  const Text two = unescaped(R"(\ud83d\ud83d\ude00)");
  CHECK(two.text == std::string(kReplacement) + "\xF0\x9F\x98\x80");
  CHECK(two.lone_surrogates == 1);
  CHECK(unescaped(R"(\ud83d)").text == kReplacement);
  CHECK(unescaped(R"(\ud83d\n)").text == std::string(kReplacement) + "\n");
}

TEST_CASE("escapes that JSON does not have, and cut ones, are not valid") {
  for (const char* raw :
       {R"(\x)", R"(\)", R"(\u)", R"(\u00)", R"(\u00g0)", R"(\U0041)", R"(\ud83d\)", R"(\ud83d\u12)", R"(\0)"}) {
    INFO(raw);
    CHECK_FALSE(unescaped(raw).valid);
  }
}

TEST_CASE("escapes are found wherever they stand in a long text") {
  // Two of them at every place and distance that matters to a reader of 64 characters at a time.
  for (const char* const escape : {R"(\\)", R"(\n)", R"(\\\")", R"(\u00e9)"}) {
    const std::string meant = unescaped(escape).text;
    for (std::size_t before = 0; before < 140; ++before) {
      for (const std::size_t between :
           {std::size_t{0}, std::size_t{1}, std::size_t{62}, std::size_t{63}, std::size_t{64}}) {
        for (const std::size_t after : {std::size_t{0}, std::size_t{1}, std::size_t{127}, std::size_t{200}}) {
          const auto text = [&](const std::string& what) {
            return std::string(before, 'a') + what + std::string(between, 'b') + what + std::string(after, 'c');
          };
          INFO(before << ' ' << between << ' ' << after);
          const Text result = unescaped(text(escape));
          CHECK((result.valid && result.text == text(meant)));
        }
      }
    }
  }
  CHECK_FALSE(unescaped(std::string(100, 'a') + R"(\x)" + std::string(200, 'a')).valid);
  CHECK_FALSE(unescaped(std::string(300, 'a') + R"(\)").valid);
}

TEST_CASE("random strings come out as nlohmann_json reads them") {
  for (std::uint64_t round = 0; round < rounds(300); ++round) {
    INFO("again with SMCACHE_SEED=" << seed() + round);
    Random random(seed() + round);
    const JsonStyle style = random_style(random);
    const std::string quoted = JsonWriter(random, style).string(random_content(random, 20));
    oracle::Faults faults(oracle::Mode::lenient);
    const oracle::JsonText json(quoted, faults);
    const Text text = unescaped(std::string_view(quoted).substr(1, quoted.size() - 2));
    CHECK(text.valid);
    CHECK(text.text == json.read(json.value()));
    const auto counted = faults.counts().find(ErrorCode::lone_surrogate);
    CHECK(text.lone_surrogates == (counted == faults.counts().end() ? 0 : counted->second));
  }
}

}  // namespace smcache::test
