#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// A day of the Gregorian calendar, without a time or time zone.
using Date = std::chrono::sys_days;

/// Parses a day in the form YYYY-MM-DD, from 0001-01-01 to 9999-12-31. Errors: malformed_date.
[[nodiscard]] TOKMILL_EXPORT Result<Date> parse_date(std::string_view text);

/// The day in the form YYYY-MM-DD.
[[nodiscard]] TOKMILL_EXPORT std::string to_string(Date day);

}  // namespace tokmill::pricing
