#include "converter/diagnostics.hpp"

#include <catch2/catch.hpp>

using namespace smcache;
using detail::Diagnostics;

namespace {

const auto kMessage = [] { return "what and where"; };

}  // namespace

TEST_CASE("lenient conversion goes on after a fault and counts it, by rising code") {
  Diagnostics diagnostics("a.map", false);
  CHECK(diagnostics.fault(ErrorCode::segment_empty, kMessage));
  CHECK(diagnostics.fault(ErrorCode::vlq_invalid, kMessage));
  CHECK(diagnostics.fault(ErrorCode::segment_empty, [] { return "a later place"; }));
  CHECK_FALSE(diagnostics.failed());
  REQUIRE(diagnostics.warnings().size() == 2);
  CHECK(diagnostics.warnings()[0].code == ErrorCode::vlq_invalid);
  CHECK(diagnostics.warnings()[1].count == 2);
  CHECK(diagnostics.warnings()[1].message == "a.map: what and where");
}

TEST_CASE("strict conversion stops at the first fault, and warns of what is no fault") {
  Diagnostics diagnostics("a.map", true);
  diagnostics.warn(ErrorCode::lone_surrogate, kMessage, 3);
  CHECK_FALSE(diagnostics.failed());
  CHECK_FALSE(diagnostics.fault(ErrorCode::vlq_invalid, kMessage));
  CHECK_FALSE(diagnostics.fault(ErrorCode::segment_empty, kMessage));
  CHECK(diagnostics.error().code == ErrorCode::vlq_invalid);
  CHECK(diagnostics.error().message == "a.map: what and where");
  CHECK(diagnostics.warnings().size() == 1);
  CHECK(diagnostics.warnings()[0].count == 3);
}

TEST_CASE("an error is the first one") {
  Diagnostics diagnostics("a.map", false);
  CHECK_FALSE(diagnostics.fail(ErrorCode::json_invalid, "first"));
  CHECK_FALSE(diagnostics.fail(ErrorCode::sources_missing, "second"));
  CHECK(diagnostics.error().code == ErrorCode::json_invalid);
}

TEST_CASE("warnings since a mark are forgotten") {
  Diagnostics diagnostics("a.map", false);
  diagnostics.fault(ErrorCode::vlq_invalid, kMessage);
  const auto mark = diagnostics.mark();
  diagnostics.fault(ErrorCode::vlq_invalid, kMessage);
  diagnostics.fault(ErrorCode::segment_empty, kMessage);
  diagnostics.rewind(mark);
  REQUIRE(diagnostics.warnings().size() == 1);
  CHECK(diagnostics.warnings()[0].count == 1);
}
