#include "options/date_option.hpp"

#include <chrono>

namespace tokmill::cli {

void DateOption::declare(Arguments& arguments) {
  arguments.text("--at", at, "DATE", "Use the prices of DATE (YYYY-MM-DD; default: today)");
}

Result<pricing::Date> DateOption::date() const {
  if (!at) return pricing::Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  Result<pricing::Date> day = pricing::parse_date(*at);
  if (!day) return Error{day.error().code, "--at: " + day.error().message};
  return day;
}

}  // namespace tokmill::cli
