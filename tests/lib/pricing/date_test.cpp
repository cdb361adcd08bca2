#include "tokmill/pricing/date.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::pricing;

TEST_CASE("dates are parsed and formatted") {
  for (const char* text : {"0001-01-01", "1970-01-01", "2024-02-29", "2026-11-24", "9999-12-31"}) {
    CAPTURE(text);
    REQUIRE(parse_date(text));
    CHECK(to_string(*parse_date(text)) == text);
  }
  CHECK(parse_date("1970-01-02")->time_since_epoch().count() == 1);
}

TEST_CASE("invalid dates are rejected") {
  for (const char* text :
       {"", "2026", "2026-1-1", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026/01/01",
        "2026-01-01T00:00", "0000-01-01", "-001-01-01", "20a6-01-01", "tomorrow"}) {
    CAPTURE(text);
    REQUIRE(!parse_date(text));
    CHECK(parse_date(text).error().code == ErrorCode::malformed_date);
  }
  CHECK(parse_date("2026-1-1").error().message == "expected a date in the form YYYY-MM-DD, got '2026-1-1'");
}
