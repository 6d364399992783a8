#include "smcache/error.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace smcache;

TEST_CASE("every error code has a name of its own, and other numbers have none") {
  const std::set<std::int32_t> kKnown = [] {
    std::set<std::int32_t> codes;
    for (std::int32_t code = -10; code < 1000; ++code) {
      if (error_name(static_cast<ErrorCode>(code)) != "unknown") codes.insert(code);
    }
    return codes;
  }();
  std::set<std::string_view> names;
  for (const std::int32_t code : kKnown) names.insert(error_name(static_cast<ErrorCode>(code)));
  CHECK(names.size() == kKnown.size());
  CHECK(kKnown.contains(0));
  CHECK(kKnown.contains(103));
  CHECK_FALSE(kKnown.contains(-1));
}

TEST_CASE("codes are pinned to their numbers") {
  CHECK(static_cast<int>(ErrorCode::ok) == 0);
  CHECK(static_cast<int>(ErrorCode::internal) == 1);
  CHECK(static_cast<int>(ErrorCode::out_of_memory) == 2);
  CHECK(static_cast<int>(ErrorCode::invalid_argument) == 3);
  CHECK(static_cast<int>(ErrorCode::io) == 4);
  CHECK(static_cast<int>(ErrorCode::file_not_found) == 5);
  CHECK(static_cast<int>(ErrorCode::permission_denied) == 6);
  CHECK(static_cast<int>(ErrorCode::no_space) == 7);
  CHECK(static_cast<int>(ErrorCode::not_a_cache) == 100);
  CHECK(static_cast<int>(ErrorCode::unsupported_version) == 101);
  CHECK(static_cast<int>(ErrorCode::truncated) == 102);
  CHECK(static_cast<int>(ErrorCode::corrupt) == 103);
  CHECK(static_cast<int>(ErrorCode::checksum_mismatch) == 104);
  CHECK(static_cast<int>(ErrorCode::json_invalid) == 200);
  CHECK(static_cast<int>(ErrorCode::map_not_found) == 213);
  CHECK(static_cast<int>(ErrorCode::version_invalid) == 300);
  CHECK(static_cast<int>(ErrorCode::function_map_invalid) == 324);
  CHECK(static_cast<int>(ErrorCode::scopes_invalid) == 325);
}

TEST_CASE("a result is a value or an error, and asking for the wrong one throws") {
  const Result<int> good(7);
  CHECK(good.ok());
  CHECK(*good == 7);
  CHECK(good.value() == 7);

  const Result<int> bad(Error{ErrorCode::corrupt, "broken here"});
  CHECK_FALSE(bad.ok());
  CHECK(bad.error().code == ErrorCode::corrupt);
  try {
    static_cast<void>(bad.value());
    FAIL("no exception");
  } catch (const Failure& failure) {
    CHECK(failure.code() == ErrorCode::corrupt);
    CHECK(std::string(failure.what()) == "broken here");
  }
  CHECK(success().ok());
}
