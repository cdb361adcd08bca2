#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "commands/models/request.hpp"
#include "options/date_option.hpp"
#include "options/format_option.hpp"
#include "options/prices_option.hpp"
#include "options/threads_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill models`: the price table, or some of its models in full.
struct ModelsOptions {
  std::vector<std::string> names;
  PricesOption prices;
  DateOption at;
  FormatOption format;
  std::optional<std::string> provider;
  std::optional<std::string> max_price;
  std::optional<std::uint64_t> context;
  ThreadsOption threads;

  void declare(Arguments& arguments);

  /// Errors: unknown_model if none of the models is known; invalid_argument, malformed_date, malformed_number,
  /// malformed_price_table.
  [[nodiscard]] Result<ModelsRequest> validate() const;
};

[[nodiscard]] ExitCode run(const ModelsRequest& request, Io& io);

}  // namespace tokmill::cli
