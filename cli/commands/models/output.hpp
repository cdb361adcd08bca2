#pragma once

#include <string>

#include "commands/models/request.hpp"

namespace tokmill::cli::models {

/// A JSON array with one object for each model, with all of its prices.
[[nodiscard]] std::string json(const ModelsRequest& request);

/// A row for each model with its prices on the day, per million tokens; unknown values are empty.
[[nodiscard]] std::string csv(const ModelsRequest& request);

/// A table of the models, or each in full, for people.
[[nodiscard]] std::string text(const ModelsRequest& request);

/// The same in Markdown.
[[nodiscard]] std::string markdown(const ModelsRequest& request);

/// The price of a million tokens, with at least two decimals; `unknown` if it is not known.
[[nodiscard]] std::string per_million_text(const std::optional<pricing::Money>& price, std::string_view unknown);

}  // namespace tokmill::cli::models
