// Rules for the fields of a map object; README.md lists them.
#include <catch2/catch.hpp>

#include "tests/conformance/rules.hpp"

namespace smcache::test {

TEST_CASE("what is no JSON is refused") {
  for (const char* json :
       {"", " ", "{", "{\"version\":3", "{\"version\":3,\"sources\":[],\"mappings\":\"\"}}", "{\"a\":1,}", "{\"a\" 1}",
        "{\"mappings\":\"\\x\"}", "{\"k\\x\":1}", "{\"x\":{\"k\\x\":1}}", "{\"x\":[nul]}", "{'a':1}"}) {
    refused(json, ErrorCode::json_invalid);
  }
}

TEST_CASE("text that is not UTF-8 is refused") {
  refused("{\"version\":3,\"sources\":[\"\xFF\"],\"mappings\":\"\"}", ErrorCode::json_invalid);
  refused("{\"version\":3,\"sources\":[\"\xED\xA0\x80\"],\"mappings\":\"\"}", ErrorCode::json_invalid);
}

TEST_CASE("JSON that is not an object is refused") {
  for (const char* json : {"[]", "3", "\"text\"", "null", "true"}) refused(json, ErrorCode::not_an_object);
}

TEST_CASE("a map needs mappings, or sections, and not both") {
  refused(R"({"version":3,"sources":[]})", ErrorCode::mappings_missing);
  refused(R"({"version":3,"sources":[],"mappings":"","sections":[]})", ErrorCode::sections_and_mappings);
  refused(R"({"version":3,"sections":[],"mappings":""})", ErrorCode::sections_and_mappings);
}

TEST_CASE("mappings have to be a string") {
  for (const char* value : {"null", "1", "[]", "{}", "true"}) {
    refused(std::string(R"({"version":3,"sources":[],"mappings":)") + value + "}", ErrorCode::mappings_not_a_string);
  }
}

TEST_CASE("sources have to be there and to be an array") {
  refused(R"({"version":3,"mappings":""})", ErrorCode::sources_missing);
  for (const char* value : {"null", "1", "\"a.js\"", "{}"}) {
    refused(std::string(R"({"version":3,"mappings":"","sources":)") + value + "}", ErrorCode::sources_not_an_array);
  }
}

TEST_CASE("a version that is not the number 3 is accepted with a warning, and refused by strict conversion") {
  mended(R"({"sources":[],"mappings":""})", ErrorCode::version_invalid);
  for (const char* value : {"2", "4", "\"3\"", "null", "3.5", "[3]"}) {
    mended(std::string(R"({"sources":[],"mappings":"","version":)") + value + "}", ErrorCode::version_invalid);
  }
  accepted(R"({"sources":[],"mappings":"","version":3.0})");
}

TEST_CASE("names, sourcesContent, file and sourceRoot may be missing") {
  const auto made = accepted(R"({"version":3,"sources":["a.js"],"mappings":"AAAA"})");
  CHECK(made.cache.name_count() == 0);
  CHECK_FALSE(made.cache.info().file);
  CHECK_FALSE(made.cache.info().source_root);
  CHECK_FALSE(made.cache.source(0).content());
}

TEST_CASE("an optional field of the wrong type is ignored with a warning") {
  CHECK_FALSE(mended(map_with("", R"(,"file":1)"), ErrorCode::file_invalid).cache.info().file);
  CHECK_FALSE(mended(map_with("", R"(,"sourceRoot":["x"])"), ErrorCode::source_root_invalid).cache.info().source_root);
  CHECK(
      mended(R"({"version":3,"sources":[],"mappings":"","names":"x"})", ErrorCode::names_invalid).cache.name_count() ==
      0);
  CHECK_FALSE(mended(map_with("", R"(,"sourcesContent":"text")"), ErrorCode::sources_content_invalid)
                  .cache.source(0)
                  .content());
  CHECK_FALSE(mended(map_with("", R"(,"ignoreList":0)"), ErrorCode::ignore_list_invalid).cache.source(0).ignored());
}

TEST_CASE("null for an optional field counts as absent, and only strict conversion minds") {
  const std::pair<const char*, ErrorCode> fields[] = {{"file", ErrorCode::file_invalid},
                                                      {"sourceRoot", ErrorCode::source_root_invalid},
                                                      {"sourcesContent", ErrorCode::sources_content_invalid},
                                                      {"ignoreList", ErrorCode::ignore_list_invalid},
                                                      {"rangeMappings", ErrorCode::range_mappings_invalid}};
  for (const auto& [field, code] : fields) {
    const std::string json = map_with("AAAA", std::string(",\"") + field + "\":null");
    INFO(field);
    CHECK(lenient(json).warnings().empty());
    CHECK(error_name(strict_error(json)) == error_name(code));
  }
  const std::string names = R"({"version":3,"sources":[],"mappings":"","names":null})";
  CHECK(lenient(names).warnings().empty());
  CHECK(strict_error(names) == ErrorCode::names_invalid);
}

TEST_CASE("a wrong item of names is an empty name, each with a warning") {
  const auto made =
      mended(R"({"version":3,"sources":[],"mappings":"","names":["x",1,null,"y"]})", ErrorCode::names_invalid, 2);
  REQUIRE(made.cache.name_count() == 4);
  CHECK(made.cache.name(0) == "x");
  CHECK(made.cache.name(1) == "");
  CHECK(made.cache.name(2) == "");
  CHECK(made.cache.name(3) == "y");
}

TEST_CASE("a wrong item of sources is a null source that keeps its index and content") {
  const auto made =
      mended(R"({"version":3,"sources":["a",1,null,"b"],"sourcesContent":["A","one","null","B"],"mappings":"AEAA"})",
             ErrorCode::sources_invalid);
  REQUIRE(made.cache.source_count() == 4);
  CHECK_FALSE(made.cache.source(1).name());
  CHECK(made.cache.source(1).content() == "one");
  CHECK_FALSE(made.cache.source(2).raw_name());
  CHECK(made.cache.source(2).content() == "null");
  CHECK(made.cache.source(3).name() == "b");
  CHECK(made.cache.lookup({0, 0}).source == 2);
}

TEST_CASE("a null source is normal: no name, but an index and a content") {
  const auto made = accepted(R"({"version":3,"sources":[null],"sourcesContent":["text"],"mappings":"AAAA"})");
  CHECK(made.cache.lookup({0, 0}).status == LookupStatus::found);
  CHECK_FALSE(made.cache.source(0).name());
  CHECK(made.cache.source(0).content() == "text");
}

TEST_CASE("a wrong item of sourcesContent is no content; fewer and more items than sources are normal") {
  const auto made = mended(map_with("", R"(,"sourcesContent":["A",1])"), ErrorCode::sources_content_invalid);
  CHECK(made.cache.source(0).content() == "A");
  CHECK_FALSE(made.cache.source(1).content());
  CHECK_FALSE(accepted(map_with("", R"(,"sourcesContent":["A"])")).cache.source(1).content());
  CHECK_FALSE(accepted(map_with("", R"(,"sourcesContent":[null,"B"])")).cache.source(0).content());
  CHECK(accepted(map_with("", R"(,"sourcesContent":["A","B","C"])")).cache.source_count() == 2);
}

TEST_CASE("sources are never merged, and equal contents are stored once") {
  const std::string text(3000, 'x');
  const auto made = accepted(R"({"version":3,"sources":["a","a"],"mappings":"","sourcesContent":[")" + text + "\",\"" +
                             text + "\"]}");
  CHECK(made.cache.source_count() == 2);
  CHECK(made.cache.source(0).content()->data() == made.cache.source(1).content()->data());
  CHECK(made.cache.bytes().size() < 2 * text.size());
}

TEST_CASE("sourceRoot is joined with one slash, to all but absolute and null sources") {
  const auto joined = [](const std::string& root) {
    const auto made = accepted(
        R"({"version":3,"mappings":"","sources":["a.js","/b.js","webpack://c/d.js",null,"","C:\\e.js","1:f.js"],)"
        R"("sourceRoot":")" +
        root + "\"}");
    CHECK(made.cache.info().source_root == root);
    CHECK(made.cache.source(0).raw_name() == "a.js");
    CHECK(made.cache.source(1).name() == "/b.js");
    CHECK(made.cache.source(2).name() == "webpack://c/d.js");
    CHECK_FALSE(made.cache.source(3).name());
    CHECK(made.cache.source(5).name() == "C:\\e.js");
    return std::string(*made.cache.source(0).name()) + " " + std::string(*made.cache.source(4).name()) + " " +
           std::string(*made.cache.source(6).name());
  };
  CHECK(joined("root") == "root/a.js root/ root/1:f.js");
  CHECK(joined("root/") == "root/a.js root/ root/1:f.js");
  CHECK(joined("/") == "/a.js / /1:f.js");
  CHECK(joined("") == "a.js  1:f.js");
}

TEST_CASE("ignoreList marks sources; where it is missing, x_google_ignoreList does") {
  CHECK(accepted(map_with("", R"(,"ignoreList":[1])")).cache.source(1).ignored());
  CHECK_FALSE(accepted(map_with("", R"(,"ignoreList":[1])")).cache.source(0).ignored());
  CHECK(accepted(map_with("", R"(,"x_google_ignoreList":[0])")).cache.source(0).ignored());
  const auto both = accepted(map_with("", R"(,"x_google_ignoreList":[0],"ignoreList":[1])"));
  CHECK_FALSE(both.cache.source(0).ignored());
  CHECK(both.cache.source(1).ignored());
}

TEST_CASE("a wrong item of ignoreList is dropped with a warning, and so is one out of range") {
  const auto wrong = mended(map_with("", R"(,"ignoreList":["0",-1,0.5,null,1])"), ErrorCode::ignore_list_invalid, 4);
  CHECK_FALSE(wrong.cache.source(0).ignored());
  CHECK(wrong.cache.source(1).ignored());
  CHECK(mended(map_with("", R"(,"ignoreList":[2,0,7])"), ErrorCode::ignore_list_out_of_range, 2)
            .cache.source(0)
            .ignored());
}

TEST_CASE("debugId is kept as a UUID, debug_id where it is missing; anything else is dropped with a warning") {
  const std::array<std::uint8_t, 16> id = {0x12, 0x3E, 0x45, 0x67, 0xE8, 0x9B, 0x12, 0xD3,
                                           0xA4, 0x56, 0x42, 0x66, 0x14, 0x17, 0x40, 0xFF};
  const auto debug_id = [](const std::string& fields) { return accepted(map_with("", fields)).cache.info().debug_id; };
  CHECK(debug_id(R"(,"debugId":"123e4567-e89b-12d3-a456-4266141740ff")") == id);
  CHECK(debug_id(R"(,"debug_id":"123E4567-E89B-12D3-A456-4266141740FF")") == id);
  CHECK(debug_id(
            R"(,"debug_id":"00000000-0000-0000-0000-000000000000","debugId":"123e4567-e89b-12d3-a456-4266141740ff")") ==
        id);
  for (const char* value : {"1", "\"\"", "\"123e4567e89b12d3a4564266141740ff\"",
                            "\"123e4567-e89b-12d3-a456-4266141740fg\"", "\"{123e4567-e89b-12d3-a456-4266141740ff}\""}) {
    const auto made = mended(map_with("", std::string(",\"debugId\":") + value), ErrorCode::debug_id_invalid);
    CHECK_FALSE(made.cache.info().debug_id);
  }
}

TEST_CASE("unknown fields are ignored, whatever they hold") {
  accepted(map_with("AAAA", R"(,"x_one":{"mappings":7,"deep":[[[{}]]]},"x_two":"\ud83d\ude00","":null)"));
}

TEST_CASE("fields may come in any order, and one that comes twice counts as it comes last") {
  const auto any = accepted(R"({"mappings":"AAAAA","names":["x"],"sources":["a.js"],"version":3})");
  CHECK(any.cache.name(any.cache.lookup({0, 0}).name) == "x");
  const auto twice = accepted(
      R"({"version":3,"sources":["a","b"],"sources":["c"],"mappings":"A","mappings":"AAAA","file":"f","file":"g"})");
  CHECK(twice.cache.source_count() == 1);
  CHECK(twice.cache.source(0).name() == "c");
  CHECK(twice.cache.info().file == "g");
}

TEST_CASE("half a surrogate pair is U+FFFD with a warning, in both modes") {
  const std::string json = R"({"version":3,"sources":["\ud800x\udc00","\ud83d\ude00"],"mappings":"","file":"\udfff"})";
  for (const auto& made : {lenient(json), strict(json)}) {
    CHECK(made.warnings() == Counts{{ErrorCode::lone_surrogate, 3}});
    CHECK(made.cache.source(0).name() == "\xEF\xBF\xBDx\xEF\xBF\xBD");
    CHECK(made.cache.source(1).name() == "\xF0\x9F\x98\x80");
    CHECK(made.cache.info().file == "\xEF\xBF\xBD");
  }
}

TEST_CASE("escapes in keys and in mappings are read") {
  const auto made = accepted(R"({"v\u0065rsion":3,"sources":["a"],"\u006dappings":"A\u0041AA,+\/\/\/\/\/D"})");
  CHECK(made.cache.mapping(1)->generated.column == 0x7FFFFFFF);
}

TEST_CASE("the empty map is a map") {
  const auto made = accepted(R"({"version":3,"sources":[],"mappings":""})");
  CHECK(made.cache.mapping_count() == 0);
  CHECK(made.cache.lookup({0, 0}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({0, 0}, Reach::across_lines).status == LookupStatus::not_found);
  CHECK(made.cache.mappings().empty());
}

}  // namespace smcache::test
