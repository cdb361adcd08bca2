#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokmill::engines {

using Date = std::chrono::sys_days;

/// The tokens of a call. Negative numbers are errors.
struct CallTokens {
  std::int64_t input = 0;   ///< with those that are read from the cache
  std::int64_t output = 0;
  std::int64_t cached = 0;
};

/// What a call to a model costs in US dollars: an exact decimal number such as "0.006000", or nothing if a price is not
/// known. `date` is YYYY-MM-DD. Throws a Failure for an unknown model.
std::optional<std::string> cost_of_call(std::string_view model, const CallTokens& tokens, std::string_view date);

/// YYYY-MM-DD.
std::string date_text(Date date);

/// The current day in UTC, as in the program.
std::string today();

}  // namespace tokmill::engines
