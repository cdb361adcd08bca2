#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "options/prices_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"

namespace tokmill::cli {

/// `tokmill cost`: what calls cost on each model, and whether they fit.
struct CostOptions {
  TextOption text;
  SpecialOption special;
  PricesOption prices;
  std::vector<std::string> models;
  std::optional<std::string> encoding;

  // Tokens of one call.
  std::optional<std::uint64_t> input_tokens;
  std::optional<std::uint64_t> output_tokens;
  std::optional<std::uint64_t> cached_tokens;
  std::optional<std::uint64_t> cache_write_tokens;
  std::optional<std::uint64_t> cache_write_long_tokens;

  std::optional<std::uint64_t> calls;
  std::optional<std::uint64_t> epochs;
  std::optional<std::uint64_t> threads;
  bool batch = false;
  std::optional<std::string> service;
  std::optional<std::string> at;
  std::optional<std::string> chat;
  std::optional<std::string> requests;
  std::optional<std::string> max_cost;
  std::optional<std::string> fits;

  bool json = false;
  bool csv = false;
  bool markdown = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const CostOptions& options, Io& io);

}  // namespace tokmill::cli
