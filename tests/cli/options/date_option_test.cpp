#include "options/date_option.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace tokmill;
using cli::DateOption;

TEST_CASE("date option: the given day") {
  const Result<pricing::Date> date = DateOption{"2026-02-28"}.date();
  REQUIRE(date);
  CHECK(pricing::to_string(*date) == "2026-02-28");
}

TEST_CASE("date option: today in UTC by default") {
  const auto before = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const Result<pricing::Date> date = DateOption{}.date();
  const auto after = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  REQUIRE(date);
  CHECK(before <= *date);
  CHECK(*date <= after);
}

TEST_CASE("date option: an invalid day") {
  const Result<pricing::Date> date = DateOption{"2026-02-29"}.date();
  REQUIRE_FALSE(date);
  CHECK(date.error().code == ErrorCode::malformed_date);
  CHECK(date.error().message.starts_with("--at: "));
}
