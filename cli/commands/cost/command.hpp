#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "commands/cost/request.hpp"
#include "options/date_option.hpp"
#include "options/encoding_source.hpp"
#include "options/format_option.hpp"
#include "options/prices_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/view_files.hpp"
#include "options/walk_option.hpp"
#include "output/io.hpp"
#include "rows/rows_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill cost`: what calls cost on each model, and whether they fit.
struct CostOptions {
  TextOption text;
  SpecialOption special;
  WalkOption walk;
  PricesOption prices;
  DateOption at;
  ThreadsOption threads;
  FormatOption format;
  RowsOption rows;
  std::vector<std::string> models;
  std::vector<EncodingSource> encodings;  // at most one

  // Tokens of one call.
  std::optional<std::uint64_t> input_tokens;
  std::optional<std::string> output_tokens;  // a number or `max`
  std::optional<std::string> cached_tokens;  // a number or a percentage of the input
  std::optional<std::uint64_t> cache_write_tokens;
  std::optional<std::uint64_t> cache_write_long_tokens;

  std::optional<std::uint64_t> calls;
  std::optional<std::uint64_t> epochs;
  bool batch = false;
  std::string service;  // empty: standard, or batch if `batch` is set
  std::optional<std::string> chat;
  std::optional<std::string> requests;
  std::optional<std::string> max_cost;
  ViewFiles files;
  std::vector<std::string> fits;

  void declare(Arguments& arguments);

  /// Errors: unknown_model if none of the models is known; invalid_argument, malformed_date, malformed_number,
  /// unknown_encoding, malformed_price_table.
  [[nodiscard]] Result<CostRequest> validate() const;
};

[[nodiscard]] ExitCode run(const CostRequest& request, Io& io);

}  // namespace tokmill::cli
