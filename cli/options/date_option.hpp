#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `--at DATE`: the day whose prices apply.
struct DateOption {
  std::optional<std::string> at;  ///< YYYY-MM-DD

  void declare(Arguments& arguments);

  /// The given day, or today in UTC. Errors: malformed_date.
  [[nodiscard]] Result<pricing::Date> date() const;
};

}  // namespace tokmill::cli
