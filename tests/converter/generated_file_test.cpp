#include "converter/generated_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "smcache/cache.hpp"
#include "smcache/convert.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/seed.hpp"

using smcache::detail::map_path;
using smcache::detail::read_generated_comments;

namespace {

std::optional<std::string_view> url_of(std::string_view text) {
  return read_generated_comments(text).source_mapping_url;
}

constexpr std::string_view kMap = R"({"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"})";
constexpr std::string_view kId = "01234567-89ab-cdef-0123-456789abcdef";
constexpr std::string_view kOtherId = "11111111-2222-3333-4444-555555555555";

}  // namespace

TEST_CASE("the last sourceMappingURL comment that no code follows counts") {
  CHECK(url_of("f()\n//# sourceMappingURL=a.map\n") == "a.map");
  CHECK(url_of("f()\n//@ sourceMappingURL=a.map") == "a.map");
  CHECK(url_of("f() //# sourceMappingURL=a.map") == "a.map");
  CHECK(url_of("//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map\r\n\r\n") == "b.map");
  CHECK(url_of("//# sourceMappingURL=a.map\xE2\x80\xA8// another comment") == "a.map");
  CHECK(url_of("p{}\n/*# sourceMappingURL=a.css.map */\n") == "a.css.map");
  CHECK(url_of("//#\tsourceMappingURL=a.map  \t") == "a.map");
  CHECK(url_of("") == std::nullopt);
  CHECK(url_of("//# sourceMappingURL=a.map\nf()") == std::nullopt);
  CHECK(url_of("// sourceMappingURL=a.map") == std::nullopt);
  CHECK(url_of("//# sourceMappingURL=a b.map") == std::nullopt);
  CHECK(url_of("/*# sourceMappingURL=a.map") == std::nullopt);
}

TEST_CASE("a comment that may stand inside a string does not count, nor does what stands before it") {
  CHECK(url_of("x = \"//# sourceMappingURL=a.map\"") == std::nullopt);
  CHECK(url_of("x = `\n//# sourceMappingURL=a.map`") == std::nullopt);
  CHECK(url_of("//# sourceMappingURL=a.map\n// it's over") == std::nullopt);
  CHECK(url_of("//# sourceMappingURL=a.map */") == std::nullopt);
  CHECK(url_of("a = b / c\n//# sourceMappingURL=a.map") == "a.map");
}

TEST_CASE("debugId is read beside sourceMappingURL") {
  const std::string generated = "f()\n//# debugId=" + std::string(kId) + "\n//# sourceMappingURL=a.map\n";
  const auto found = read_generated_comments(generated);
  CHECK(found.source_mapping_url == "a.map");
  CHECK(found.debug_id.has_value());
}

TEST_CASE("comments are found behind any code, whatever ends its lines") {
  const std::vector<std::string> ends{"\n", "\r", "\r\n", "\xE2\x80\xA8", "\xE2\x80\xA9"};
  const std::vector<std::string> lines{"f()",
                                       "// a comment",
                                       "",
                                       "\xC3\xA9 = \"\xE2\x80\xA6\xC2\xA8\"",
                                       "/* a */",
                                       "//# sourceMappingURL=a.map",
                                       "//# sourceMappingURL=b.map",
                                       "x() //# sourceMappingURL=c.map"};
  for (std::uint64_t round = 0; round < smcache::test::rounds(300); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    smcache::test::Random random(smcache::test::seed() + round);
    std::string text;
    std::optional<std::string> expected;
    for (auto left = random.below(12); left != 0; --left) {
      std::string line = random.pick(lines);
      if (const std::size_t url = line.find('='); url != std::string::npos && line.ends_with(".map")) {
        expected = line.substr(url + 1);
      } else if (line.find('(') != std::string::npos || line.find('=') != std::string::npos) {
        line.append(random.below(300), ';');
        expected.reset();
      }
      text += line + random.pick(ends);
    }
    CHECK(url_of(text) == expected);
  }
}

TEST_CASE("the map's path stays in the generated file's directory") {
  CHECK(map_path("d/a.js", "a.js.map") == "d/a.js.map");
  CHECK(map_path("a.js", "maps/a.js.map?x=1#y") == "maps/a.js.map");
  CHECK(map_path("d/a.js", "https://cdn.example/x/a.js.map?v=2") == "d/a.js.map");
  CHECK(map_path("d/a.js", "/static/a.js.map") == "d/a.js.map");
  CHECK(map_path("d/a.js", "../a.js.map") == std::nullopt);
  CHECK(map_path("d/a.js", "") == std::nullopt);
}

TEST_CASE("a generated file is converted by way of the map that it names") {
  const smcache::test::Scratch directory;
  const auto write = [&](const std::string& name, std::string_view text) {
    smcache::test::write_file(directory / name, text);
  };
  write("a.js", "f()\n//# debugId=" + std::string(kId) + "\n//# sourceMappingURL=a.js.map\n");
  write("a.js.map", kMap);
  const auto beside = smcache::convert_file(directory / "a.js");
  REQUIRE(beside.ok());
  CHECK(beside->mappings == 1);
  CHECK(beside->warnings.empty());
  CHECK(smcache::Cache::from_bytes(beside->cache.bytes())->info().debug_id.has_value());

  write("inline.js",
        "f()\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,"
        "eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbXSwibWFwcGluZ3MiOiJBIn0=");
  const auto inlined = smcache::convert_file(directory / "inline.js");
  REQUIRE(inlined.ok());
  CHECK(inlined->mappings == 1);

  write("none.js", "f()");
  CHECK(smcache::convert_file(directory / "none.js").error().code == smcache::ErrorCode::map_not_found);
  write("gone.js", "f()\n//# sourceMappingURL=gone.js.map");
  CHECK(smcache::convert_file(directory / "gone.js").error().code == smcache::ErrorCode::file_not_found);
  write("out.js", "f()\n//# sourceMappingURL=../a.js.map");
  CHECK(smcache::convert_file(directory / "out.js").error().code == smcache::ErrorCode::map_not_found);
}

TEST_CASE("debug ids that differ are a warning in both modes, and the map's is kept") {
  const std::string generated = "f()\n//# debugId=" + std::string(kOtherId);
  const std::string map = R"({"version":3,"sources":[],"mappings":"","debugId":")" + std::string(kId) + "\"}";
  for (const bool strict : {false, true}) {
    smcache::ConvertOptions options;
    options.strict = strict;
    options.generated = generated;
    const auto made = smcache::convert(std::as_bytes(std::span(map)), options);
    REQUIRE(made.ok());
    REQUIRE(made->warnings.size() == 1);
    CHECK(made->warnings[0].code == smcache::ErrorCode::debug_id_mismatch);
    CHECK(smcache::Cache::from_bytes(made->cache.bytes())->info().debug_id->front() == 0x01);
  }
}

TEST_CASE("a generated file is read where it is, as if its text were given") {
  const smcache::test::Scratch directory;
  // With a second thread, and without.
  for (const int functions : {10, 20000}) {
    std::string code;
    for (int i = 0; i < functions; ++i) code += "function f(){}";
    code += "\n//# debugId=" + std::string(kId);
    smcache::test::write_file(directory / "a.js", code);
    const std::string map = R"({"version":3,"sources":["a"],"mappings":"AAAA"})";
    for (const bool wanted : {true, false}) {
      smcache::ConvertOptions given;
      given.functions = wanted;
      smcache::ConvertOptions named = given;
      given.generated = code;
      named.generated_file = directory / "a.js";
      const auto of_given = smcache::convert(smcache::test::as_bytes(map), given);
      const auto of_named = smcache::convert(smcache::test::as_bytes(map), named);
      REQUIRE(of_given.ok());
      REQUIRE(of_named.ok());
      CHECK(std::ranges::equal(of_given->cache.bytes(), of_named->cache.bytes()));
      CHECK(smcache::Cache::from_bytes(of_named->cache.bytes())->info().debug_id.has_value());
    }
  }
}

TEST_CASE("a generated file that cannot be read is an error with its name") {
  const smcache::test::Scratch directory;
  const std::string map = R"({"version":3,"sources":["a"],"mappings":"AAAA"})";
  for (const bool wanted : {true, false}) {
    smcache::ConvertOptions options;
    options.functions = wanted;
    options.generated_file = directory / "gone.js";
    const auto gone = smcache::convert(std::as_bytes(std::span(map)), options);
    REQUIRE_FALSE(gone.ok());
    CHECK(gone.error().code == smcache::ErrorCode::file_not_found);
    CHECK(gone.error().message.find("gone.js") != std::string::npos);

    smcache::test::write_file(directory / "large.js", std::string(100000, ' '));
    options.generated_file = directory / "large.js";
    options.max_input_bytes = 99999;
    CHECK(smcache::convert(std::as_bytes(std::span(map)), options).error().code == smcache::ErrorCode::input_too_large);
  }
}
