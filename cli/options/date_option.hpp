#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `--at`: the day whose prices apply.
struct DateOption {
  std::optional<std::string> at;

  void declare(Arguments& arguments);

  /// The day that was given, else today (UTC). Errors: malformed_date.
  [[nodiscard]] Result<pricing::Date> date() const;
};

}  // namespace tokmill::cli
