#include "store/failure_note.hpp"

#include <catch2/catch.hpp>

using smcache::ErrorCode;
using smcache::detail::FailureNote;
using smcache::detail::is_lasting;
using smcache::detail::is_newer;

TEST_CASE("a note is read as it was written") {
  const FailureNote note{{ErrorCode::json_invalid, "a.map: line 3:\nno JSON"}, "smcache 1.2.3", 1000, 60};
  const auto read = FailureNote::parse(note.text());
  REQUIRE(read);
  CHECK(read->error.code == ErrorCode::json_invalid);
  CHECK(read->error.message == "a.map: line 3:\nno JSON");
  CHECK(read->converter == "smcache 1.2.3");
  CHECK(read->made == 1000);
  CHECK(read->time_to_live == 60);
}

TEST_CASE("what is no note is none") {
  const std::string good = FailureNote{{ErrorCode::json_invalid, "x"}, "smcache 1.2.3", 1000, 60}.text();
  REQUIRE(FailureNote::parse(good));
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(FailureNote::parse(good.substr(0, size)));
  CHECK_FALSE(FailureNote::parse("code 7\nmade 1\nttl 1\nconverter x\n\n"));    // no_space does not last
  CHECK_FALSE(FailureNote::parse("code 299\nmade 1\nttl 1\nconverter x\n\n"));  // no code
  CHECK_FALSE(FailureNote::parse("code 200x\nmade 1\nttl 1\nconverter x\n\n"));
}

TEST_CASE("a note holds for its time, and not for a newer converter") {
  const FailureNote note{{ErrorCode::json_invalid, ""}, "smcache 1.2.3", 1000, 60};
  CHECK(note.holds(1000, "smcache 1.2.3"));
  CHECK(note.holds(1059, "smcache 1.2.3"));
  CHECK_FALSE(note.holds(1060, "smcache 1.2.3"));
  CHECK_FALSE(note.holds(999, "smcache 1.2.3"));  // the clock was set back
  CHECK_FALSE(note.holds(1000, "smcache 1.3.0"));
  CHECK(note.holds(1000, "smcache 1.2.2"));  // or two versions would try again in turns
}

TEST_CASE("versions are compared by their numbers") {
  CHECK(is_newer("smcache 0.10.0", "smcache 0.9.3"));
  CHECK(is_newer("smcache 1.0", "smcache 0.9.3"));
  CHECK(is_newer("smcache 2", "smcache 1.9.3"));
  CHECK_FALSE(is_newer("smcache 1.2.3", "smcache 1.2.3"));
  CHECK_FALSE(is_newer("smcache 1.2.3", "smcache 1.2.4"));
  CHECK_FALSE(is_newer("mine", "smcache 1.2.4"));
  CHECK_FALSE(is_newer("smcache 1.2.3", "theirs"));
  CHECK_FALSE(is_newer("", ""));
}

TEST_CASE("failures that lie in the map last; those of the machine do not") {
  CHECK(is_lasting(ErrorCode::json_invalid));
  CHECK(is_lasting(ErrorCode::vlq_invalid));
  CHECK(is_lasting(ErrorCode::internal));
  for (const auto code : {ErrorCode::out_of_memory, ErrorCode::io, ErrorCode::no_space, ErrorCode::permission_denied}) {
    CHECK_FALSE(is_lasting(code));
  }
}
