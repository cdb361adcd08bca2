#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli {

/// `--prices`: price tables in addition to the built-in one.
struct PricesOption {
  std::vector<std::string> files;

  void declare(Arguments& arguments);

  /// Reads all tables. Later ones take precedence: the built-in table, `tokmill/prices.tsv` and `tokmill/prices.json`
  /// in the user's configuration folder (XDG base directory specification), the files of `--prices` in their order.
  /// Errors: io_error if a file cannot be read, malformed_price_table; the message begins with the path.
  [[nodiscard]] Result<pricing::PriceBook> load() const;

  /// As load(), for a command that shows prices: adds a warning for each table that leaves something out.
  [[nodiscard]] Result<pricing::PriceBook> load(std::vector<std::string>& warnings) const;
};

}  // namespace tokmill::cli
