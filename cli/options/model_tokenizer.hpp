#pragma once

#include <string>
#include <string_view>

#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/result.hpp"

/// The tokenizers of models, among them those that the user installed.
namespace tokmill::cli {

/// As analysis::tokenizer_of_model(), but an installed encoding takes the place of the proxy tokenizer if the digest of
/// its file is one of those of the model's vocabulary; then the tokenizer is exact. One that cannot be loaded is not
/// used: see exactness_hint().
/// Errors: unknown_model.
[[nodiscard]] Result<analysis::ModelTokenizer> find_model_tokenizer(const pricing::PriceBook& book,
                                                                    std::string_view name);

/// The same for a model that was found in a price book.
[[nodiscard]] analysis::ModelTokenizer find_model_tokenizer(const pricing::PricedModel& model);

/// How to get exact counts for a model that a proxy tokenizer counts for: what to install, or why what is installed is
/// not used. Empty if its vocabulary is not known.
[[nodiscard]] std::string exactness_hint(std::string_view model_id);

}  // namespace tokmill::cli
