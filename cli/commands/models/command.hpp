#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "options/prices_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// `tokmill models`: the price table, or one model of it in full.
struct ModelsOptions {
  std::vector<std::string> names;
  PricesOption prices;
  std::optional<std::string> provider;
  std::optional<std::string> max_price;
  std::optional<std::uint64_t> context;
  std::optional<std::string> at;
  bool json = false;
  bool csv = false;
  bool markdown = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const ModelsOptions& options, Io& io);

}  // namespace tokmill::cli
