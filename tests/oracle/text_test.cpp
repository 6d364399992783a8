#include <catch2/catch.hpp>

#include "tests/oracle/source_map.hpp"

using smcache::oracle::lines_of;
using Lines = std::vector<std::string_view>;

TEST_CASE("each of the five terminators ends a line, and CRLF is one of them") {
  CHECK(lines_of("a\nb\rc\r\nd\xE2\x80\xA8"
                 "e\xE2\x80\xA9"
                 "f") == Lines{"a", "b", "c", "d", "e", "f"});
  CHECK(lines_of("\r\r\n\n") == Lines{"", "", "", ""});
}

TEST_CASE("characters that share bytes with a terminator end no line") {
  CHECK(lines_of("\xE2\x80\xA7\xE2\x80\xAA\v\f\xC2\x85") == Lines{"\xE2\x80\xA7\xE2\x80\xAA\v\f\xC2\x85"});
}
