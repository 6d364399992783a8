// Rules for index maps; README.md lists them.
#include <catch2/catch.hpp>

#include "tests/conformance/rules.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test {
namespace {

std::string offset(std::uint64_t line, std::uint64_t column) {
  return "\"offset\":{\"line\":" + std::to_string(line) + ",\"column\":" + std::to_string(column) + "}";
}

std::string plain(const std::string& mappings, const std::string& source = "s.js") {
  return R"({"version":3,"sources":[")" + source + R"("],"names":["n"],"mappings":")" + mappings + "\"}";
}

std::string section(std::uint64_t line, std::uint64_t column, const std::string& map) {
  return "{" + offset(line, column) + ",\"map\":" + map + "}";
}

std::string index_of(const std::vector<std::string>& sections, const std::string& more = "") {
  std::string json = R"({"version":3,"sections":[)";
  for (const auto& one : sections) json += (&one == sections.data() ? "" : ",") + one;
  return json + "]" + more + "}";
}

std::string nested(int depth) {
  std::string json = plain("AAAA");
  for (; depth > 0; --depth) json = index_of({section(1, 0, json)});
  return json;
}

}  // namespace

TEST_CASE("sections are moved by their offsets, the column on their first line only") {
  const auto made =
      accepted(index_of({section(0, 0, plain("AAAAA,CAAA", "a.js")), section(2, 5, plain("CAAAA;CAAA", "b.js"))}));
  REQUIRE(made.cache.mapping_count() == 4);
  CHECK(made.cache.mapping(2)->generated == Position{2, 6});
  CHECK(made.cache.mapping(3)->generated == Position{3, 1});
  CHECK(made.cache.mapping(2)->source == 1);
  CHECK(made.cache.mapping(2)->name == 1);
  CHECK(made.cache.source(1).name() == "b.js");
  CHECK(made.cache.section_count() == 2);
  CHECK(made.cache.section(1)->start == Position{2, 5});
}

TEST_CASE("an index map without sections is an empty map") { CHECK(accepted(index_of({})).cache.mapping_count() == 0); }

TEST_CASE("a section inherits nothing") {
  const auto made = accepted(
      index_of({section(0, 0, R"({"version":3,"sources":["a.js"],"mappings":"AAAA","sourceRoot":"r","file":"inner"})")},
               R"(,"file":"outer","sourceRoot":"outer","debugId":"00000000-0000-0000-0000-000000000001")"));
  CHECK(made.cache.source(0).name() == "r/a.js");
  CHECK(made.cache.info().file == "outer");
  CHECK_FALSE(made.cache.info().source_root);
  CHECK(made.cache.info().debug_id);
}

TEST_CASE("each section's map is checked by the rules for maps") {
  mended(index_of({section(0, 0, R"({"sources":["a.js"],"mappings":"AAAA"})")}), ErrorCode::version_invalid);
  mended(index_of({section(0, 0, plain("AAAA,!"))}), ErrorCode::vlq_invalid);
  mended(index_of({section(0, 0, plain("ACAA"))}), ErrorCode::source_out_of_range);
  refused(index_of({section(0, 0, R"({"version":3,"sources":["a.js"]})")}), ErrorCode::mappings_missing);
  refused(index_of({section(0, 0, R"({"version":3,"mappings":"AAAA"})")}), ErrorCode::sources_missing);
}

TEST_CASE("sections nest 32 deep and no deeper") {
  const auto made = accepted(nested(32));
  CHECK(made.cache.mapping(0)->generated == Position{32, 0});
  refused(nested(33), ErrorCode::sections_too_deep);
  refused(nested(200), ErrorCode::sections_too_deep);
}

TEST_CASE("offsets of nested sections add up") {
  const auto made =
      accepted(index_of({section(0, 2, index_of({section(0, 3, plain("CAAA")), section(4, 5, plain("CAAA"))})),
                         section(10, 1, index_of({section(0, 7, plain("CAAA")), section(2, 9, plain("CAAA"))}))}));
  CHECK(made.cache.mapping(0)->generated == Position{0, 6});
  CHECK(made.cache.mapping(1)->generated == Position{4, 6});
  CHECK(made.cache.mapping(2)->generated == Position{10, 9});
  CHECK(made.cache.mapping(3)->generated == Position{12, 10});
}

TEST_CASE("an offset that is missing or wrong counts as zero, with a warning") {
  const std::string map = "\"map\":" + plain("CAAA");
  for (const char* wrong : {"", "\"offset\":null,", "\"offset\":3,", "\"offset\":{},", "\"offset\":{\"line\":0},",
                            "\"offset\":{\"column\":0},", "\"offset\":{\"line\":\"1\",\"column\":0},",
                            "\"offset\":{\"line\":-1,\"column\":-1},", "\"offset\":{\"line\":0,\"column\":0.5},",
                            "\"offset\":{\"line\":4294967296,\"column\":4294967296},"}) {
    const auto made = mended(index_of({"{" + std::string(wrong) + map + "}"}), ErrorCode::section_offset_invalid);
    CHECK(made.cache.mapping(0)->generated == Position{0, 1});
  }
  const auto half =
      mended(index_of({R"({"offset":{"line":5},"map":)" + plain("CAAA") + "}"}), ErrorCode::section_offset_invalid);
  CHECK(half.cache.mapping(0)->generated == Position{5, 1});
}

TEST_CASE("sections out of order are sorted, with a warning") {
  const auto made =
      mended(index_of({section(5, 0, plain("AAAA", "late.js")), section(0, 0, plain("AAAA", "early.js"))}),
             ErrorCode::sections_unordered);
  CHECK(made.cache.source(made.cache.lookup({0, 0}).source).name() == "early.js");
  CHECK(made.cache.source(made.cache.lookup({5, 0}).source).name() == "late.js");
}

TEST_CASE("mappings at or past the next section's start are cut, with a warning each") {
  const auto made =
      mended(index_of({section(0, 0, plain("AAAA,KAAA,KAAA;AAAA")), section(0, 5, plain("AAAA", "b.js"))}),
             ErrorCode::sections_overlap, 3);
  CHECK(made.cache.mapping_count() == 2);
  // Two sections at one place: nothing is left of the first.
  const auto same = mended(index_of({section(0, 0, plain("AAAA")), section(0, 0, plain("AAAA", "b.js"))}),
                           ErrorCode::sections_overlap);
  CHECK(same.cache.source(same.cache.lookup({0, 0}).source).name() == "b.js");
}

TEST_CASE("a section's start ends the mappings before it, in both reaches") {
  const auto made = accepted(index_of({section(0, 0, plain("AAAA;AAAA")), section(1, 10, plain("KAAA"))}));
  CHECK(made.cache.lookup({1, 9}).mapping == 1);
  CHECK(made.cache.lookup({1, 10}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({1, 14}, Reach::across_lines).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({1, 15}).mapping == 2);
  CHECK(made.cache.lookup({7, 0}, Reach::across_lines).mapping == 2);
}

TEST_CASE("a section's start ends range mappings too") {
  const std::string ranges = R"({"version":3,"sources":["a.js"],"mappings":"AAAA","rangeMappings":"B"})";
  const auto made = accepted(index_of({section(0, 0, ranges), section(3, 0, plain(";AAAA"))}));
  CHECK(made.cache.lookup({2, 9}).original == Position{2, 9});
  CHECK(made.cache.lookup({3, 0}).status == LookupStatus::not_found);
}

TEST_CASE("a section that is no object, or has no map, is skipped with a warning") {
  mended(index_of({"7", section(0, 0, plain("AAAA"))}), ErrorCode::sections_invalid);
  mended(index_of({"{" + offset(0, 0) + "}", section(1, 0, plain("AAAA"))}), ErrorCode::sections_invalid);
  mended(index_of({"{" + offset(0, 0) + ",\"map\":[]}", section(1, 0, plain("AAAA"))}), ErrorCode::sections_invalid);
}

TEST_CASE("sections that are no array are refused") {
  for (const char* value : {"1", "\"\"", "{}"}) {
    refused(std::string(R"({"version":3,"sections":)") + value + "}", ErrorCode::sections_invalid);
  }
}

TEST_CASE("null sections count as none, and only strict conversion minds") {
  const std::string json = map_with("AAAA", R"(,"sections":null)");
  CHECK(lenient(json).warnings().empty());
  CHECK(strict_error(json) == ErrorCode::sections_invalid);
}

TEST_CASE("a section with a url is skipped with a warning where no files were allowed, and still ends the one before") {
  const auto made = mended(index_of({section(0, 0, plain("AAAA")), "{" + offset(2, 0) + ",\"url\":\"part.map\"}"}),
                           ErrorCode::section_url_skipped);
  CHECK(made.cache.lookup({1, 0}, Reach::across_lines).status == LookupStatus::found);
  CHECK(made.cache.lookup({2, 0}, Reach::across_lines).status == LookupStatus::not_found);
}

TEST_CASE("a section with a url is read from a file beside the input where it is a plain relative path") {
  const Scratch scratch;
  write_file(scratch / "part.map", plain("CAAA", "part.js"));
  const auto convert_with = [&](const std::string& url) {
    write_file(scratch / "index.map", index_of({"{" + offset(3, 0) + ",\"url\":\"" + url + "\"}"}));
    return convert_file(scratch / "index.map");
  };
  const auto made = convert_with("part.map");
  REQUIRE(made.ok());
  CHECK(made->warnings.empty());
  CHECK(made->mappings == 1);
  const auto cache = Cache::from_bytes(made->cache.bytes());
  CHECK(cache->source(cache->lookup({3, 1}).source).name() == "part.js");
  CHECK(convert_with("./part.map")->warnings.empty());

  for (const std::string& url : {std::string("missing.map"), "../" + scratch.path().filename().string() + "/part.map",
                                 (scratch / "part.map").string(), std::string("http://host/part.map"),
                                 std::string("part.map?x"), std::string("file:part.map"), std::string()}) {
    INFO(url);
    const auto skipped = convert_with(url);
    REQUIRE(skipped.ok());
    REQUIRE(skipped->warnings.size() == 1);
    CHECK(skipped->warnings[0].code == ErrorCode::section_url_skipped);
    CHECK(skipped->mappings == 0);
  }
}

}  // namespace smcache::test
