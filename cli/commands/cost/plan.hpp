#pragma once

#include <string>
#include <utility>
#include <vector>

#include "commands/cost/command.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli::cost {

/// What the options of `tokmill cost` ask for, once names were looked up and figures read.
struct Plan {
  pricing::PriceBook book;
  std::vector<std::pair<std::string, analysis::ModelTokenizer>> models;  ///< Those that were named and are known.
  std::vector<Error> unknown_models;                           ///< Those that were named and are not.
  std::optional<std::pair<std::string, analysis::ModelTokenizer>> fits;
  const Encoding* encoding = nullptr;  ///< In place of every model's own, where `-e` names one.
  pricing::Terms terms;
  pricing::Usage each;  ///< But for the input.
  std::optional<pricing::Money> max_cost;
};

/// Errors: unknown_model where none of the models is known; invalid_argument, malformed_date,
/// malformed_number, unknown_encoding, malformed_price_table.
[[nodiscard]] Result<Plan> plan(const CostOptions& options);

/// The tokenizer of a model under a plan: with its `-e`, if it has one.
[[nodiscard]] Result<analysis::ModelTokenizer> tokenizer_under(const Plan& plan, std::string_view model);

/// The models that are shown where none is named.
[[nodiscard]] Result<std::vector<std::pair<std::string, analysis::ModelTokenizer>>> default_models(const Plan& plan);

}  // namespace tokmill::cli::cost
