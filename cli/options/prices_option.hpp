#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli {

/// Which prices: those of the program, the user's own table over them, and that of `--prices` on top.
struct PriceOptions {
  std::vector<std::string> files;

  void declare(Arguments& arguments);

  /// The book of all tables. The user's own is `tokmill/prices.tsv` or `tokmill/prices.json` in the
  /// configuration folder of the XDG base directory specification. Errors: invalid_argument where a file
  /// cannot be read, malformed_price_table; the message begins with the path.
  [[nodiscard]] Result<pricing::PriceBook> load() const;
};

}  // namespace tokmill::cli
