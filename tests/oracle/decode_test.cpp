#include <catch2/catch.hpp>
#include <string>

#include "tests/oracle/source_map.hpp"

using namespace smcache::oracle;
using smcache::ErrorCode;

namespace {

SourceMap lenient(std::string_view json) { return std::get<SourceMap>(decode(json, Mode::lenient)); }
ErrorCode code(std::string_view json, Mode mode) {
  const auto result = decode(json, mode);
  return std::holds_alternative<ErrorCode>(result) ? std::get<ErrorCode>(result) : ErrorCode::ok;
}

// A map of two sources and two names with these mappings.
std::string with(const std::string& mappings, const std::string& more = "") {
  return R"({"version":3,"sources":["a","b"],"names":["x","y"],"mappings":")" + mappings + "\"" + more + "}";
}

Mapping mapping(Place generated, Original original, std::optional<std::int64_t> name = std::nullopt) {
  return {generated, original, name, false};
}

}  // namespace

TEST_CASE("fields of a segment count from the segment before, the column from the line's start") {
  const SourceMap map = lenient(with("AAAA,EAEEC;ICDFD;;A"));
  CHECK(map.mappings == std::vector<Mapping>{mapping({0, 0}, {0, {0, 0}}), mapping({0, 2}, {0, {2, 2}}, 1),
                                             mapping({1, 4}, {1, {1, 0}}, 0), Mapping{{3, 0}, {}, {}, false}});
  CHECK(map.warnings.empty());
}

TEST_CASE("columns out of order are sorted, equal ones stay in map order") {
  const SourceMap map = lenient(with("IAAA,DAAC,CAAC"));
  CHECK(map.mappings ==
        std::vector<Mapping>{mapping({0, 3}, {0, {0, 1}}), mapping({0, 4}, {0, {0, 0}}), mapping({0, 4}, {0, {0, 2}})});
}

TEST_CASE("each broken segment is skipped with its own code, and the state goes on from before it") {
  const std::string map = with("CAAA,!,g,AA,,CAAA");
  CHECK(lenient(map).mappings == std::vector<Mapping>{mapping({0, 1}, {0, {0, 0}}), mapping({0, 2}, {0, {0, 0}})});
  CHECK(lenient(map).warnings == std::map<ErrorCode, std::uint64_t>{{ErrorCode::vlq_invalid, 2},
                                                                    {ErrorCode::segment_length_invalid, 1},
                                                                    {ErrorCode::segment_empty, 1}});
  CHECK(code(map, Mode::strict) == ErrorCode::vlq_invalid);
}

TEST_CASE("sections are moved by their offsets and numbered on") {
  const SourceMap map = lenient(R"({"version":3,"sections":[
    {"offset":{"line":0,"column":5},"map":{"version":3,"sources":["a"],"names":["x"],"mappings":"AAAAA;AAAA"}},
    {"offset":{"line":2,"column":3},"map":{"version":3,"sources":["b"],"names":["y"],"mappings":"CAAAA"}}]})");
  CHECK(map.mappings == std::vector<Mapping>{mapping({0, 5}, {0, {0, 0}}, 0), mapping({1, 0}, {0, {0, 0}}),
                                             mapping({2, 4}, {1, {0, 0}}, 1)});
  CHECK(map.sources.size() == 2);
  CHECK(map.names == std::vector<std::string>{"x", "y"});
}

TEST_CASE("a null optional field is absent in lenient mode and a fault in strict mode") {
  const std::string map = with("A", R"(,"file":null)");
  CHECK(lenient(map).warnings.empty());
  CHECK(code(map, Mode::strict) == ErrorCode::file_invalid);
}

TEST_CASE("half a surrogate pair becomes U+FFFD, a whole one does not") {
  const SourceMap map =
      lenient(R"({"version":3,"sources":["\uD83D\uDE00","\uD83D\uD83D\uDE00\\uD83D"],"mappings":""})");
  CHECK(map.sources[0].name == "\xF0\x9F\x98\x80");
  CHECK(map.sources[1].name == "\xEF\xBF\xBD\xF0\x9F\x98\x80\\uD83D");
  CHECK(map.warnings == std::map<ErrorCode, std::uint64_t>{{ErrorCode::lone_surrogate, 1}});
}
