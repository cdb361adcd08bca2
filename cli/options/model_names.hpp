#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/error.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli {

/// The names of models in the values of an option or argument.
struct ModelNames {
  std::vector<std::string> names;  ///< In the order of the values, each once; they may be unknown.
  std::vector<Error> unmatched;    ///< unknown_model: a pattern that matches no model, or an empty name in a list.
  bool has_pattern = false;
};

/// Takes apart values that are lists, `a,b`, and replaces patterns with `*` and `?` by the models that they match, see
/// PriceBook::names_like(). Linear.
[[nodiscard]] ModelNames expand_model_names(const pricing::PriceBook& book, const std::vector<std::string>& values);

/// `NAME: resolved to PROVIDER/ID` if a rule led from the name to the model, for a command that shows no prices;
/// otherwise empty.
[[nodiscard]] std::string resolution_note(std::string_view name, const analysis::ModelTokenizer& model);

/// Whose price is used for the name, or which model it means, if that is not plain; otherwise empty. An example:
/// `azure/gpt-4o: azure has no row; priced as openai/gpt-4o`.
[[nodiscard]] std::string price_note(std::string_view name, const analysis::ModelTokenizer& model);

}  // namespace tokmill::cli
