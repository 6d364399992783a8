// Rules for looking up; README.md lists them.
#include <catch2/catch.hpp>

#include "tests/conformance/rules.hpp"

namespace smcache::test {

TEST_CASE("the last mapping of the line at or before the column answers") {
  const auto made = accepted(map_with("EAAAA,EACC,EAEE"));
  CHECK(made.cache.lookup({0, 1}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({0, 2}).original == Position{0, 0});
  CHECK(made.cache.lookup({0, 3}).original == Position{0, 0});
  CHECK(made.cache.lookup({0, 4}).original == Position{1, 1});
  CHECK(made.cache.lookup({0, 0xFFFFFFFF}).original == Position{3, 3});
}

TEST_CASE("among mappings at one column the last in map order answers") {
  const auto made = accepted(map_with("EAAA,AAAC,AAAC"));
  CHECK(made.cache.lookup({0, 2}).original == Position{0, 2});
  CHECK(made.cache.lookup({0, 9}).mapping == 2);
}

TEST_CASE("found comes with or without a name") {
  const auto made = accepted(map_with("AAAA,CAAAC"));
  CHECK(made.cache.lookup({0, 0}).status == LookupStatus::found);
  CHECK(made.cache.lookup({0, 0}).name == kNone);
  CHECK(made.cache.name(made.cache.lookup({0, 1}).name) == "y");
}

TEST_CASE("a one-field segment answers unmapped, which is a fact and not a failure") {
  const auto made = accepted(map_with("AAAA,C,CAAA"));
  const Location at = made.cache.lookup({0, 1});
  CHECK(at.status == LookupStatus::unmapped);
  CHECK(at.source == kNone);
  CHECK(at.name == kNone);
  CHECK(at.generated == Position{0, 1});
  CHECK(made.cache.lookup({0, 2}).status == LookupStatus::found);
}

TEST_CASE("a line without a mapping at or before the column answers not_found") {
  const auto made = accepted(map_with("AAAA;;KAAA"));
  CHECK(made.cache.lookup({1, 0}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({2, 4}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({3, 0}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({0xFFFFFFFF, 0xFFFFFFFF}).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({1, 0}).mapping == kNone);
}

TEST_CASE("across lines, as the standard has it, the last mapping at or before the position answers") {
  const auto made = accepted(map_with(";EAAA;;KACA"));
  CHECK(made.cache.lookup({2, 0}, Reach::across_lines).original == Position{0, 0});
  CHECK(made.cache.lookup({3, 4}, Reach::across_lines).original == Position{0, 0});
  CHECK(made.cache.lookup({9, 0}, Reach::across_lines).original == Position{1, 0});
  CHECK(made.cache.lookup({1, 1}, Reach::across_lines).status == LookupStatus::not_found);
  CHECK(made.cache.lookup({2, 0}, Reach::across_lines).generated == Position{1, 2});
}

TEST_CASE("lookup_all gives every mapping at the found place, in map order") {
  const auto made = accepted(map_with("AAAA,EAAA,AACA,A,EAAA"));
  std::vector<std::uint32_t> all;
  for (auto at = made.cache.lookup_all({0, 3}).begin(); !(at == made.cache.lookup_all({0, 3}).end()); ++at) {
    all.push_back(at.index());
  }
  CHECK(all == std::vector<std::uint32_t>{1, 2, 3});
  CHECK(made.cache.lookup({0, 3}).status == LookupStatus::unmapped);
  CHECK(made.cache.lookup_all({0, 0}).size() == 1);
  CHECK(made.cache.lookup_all({1, 0}).empty());
  CHECK(made.cache.lookup_all({1, 0}, Reach::across_lines).size() == 1);
}

TEST_CASE("an original line past the end of the text is found, without context") {
  const auto made = accepted(map_with("AAUA", R"(,"sourcesContent":["one\ntwo"])"));
  const Location at = made.cache.lookup({0, 0});
  CHECK(at.status == LookupStatus::found);
  CHECK(at.original.line == 10);
  CHECK_FALSE(made.cache.source(0).line(10));
  CHECK(made.cache.source(0).context(10, 5, 5).empty());
}

TEST_CASE("lines end at LF, CR, CRLF, U+2028 and U+2029 and come without them") {
  const auto made = accepted(map_with("", R"(,"sourcesContent":["a\nb\rc\r\nd\u2028e\u2029f\n\r\n\r"])"));
  const Source source = made.cache.source(0);
  const char* lines[] = {"a", "b", "c", "d", "e", "f", "", "", ""};
  REQUIRE(source.line_count() == std::size(lines));
  for (std::uint32_t i = 0; i < std::size(lines); ++i) CHECK(source.line(i) == lines[i]);
}

TEST_CASE("context is so many lines before and after, clipped at the ends") {
  const auto made = accepted(map_with("", R"(,"sourcesContent":["0\n1\n2\n3\n4"])"));
  const Source source = made.cache.source(0);
  const auto context = [&](std::uint32_t line, std::uint32_t before, std::uint32_t after) {
    std::string text;
    for (const auto one : source.context(line, before, after)) text += one;
    return text;
  };
  CHECK(context(2, 1, 1) == "123");
  CHECK(context(0, 3, 1) == "01");
  CHECK(context(4, 1, 9) == "34");
  CHECK(context(2, 0xFFFFFFFF, 0xFFFFFFFF) == "01234");
  CHECK(context(2, 0, 0) == "2");
  CHECK(context(5, 9, 9).empty());
  CHECK(source.context(2, 1, 1).first_line() == 1);
}

}  // namespace smcache::test
