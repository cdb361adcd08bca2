#pragma once

#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The encoding that stands in where a model's own is not public. The largest of the public ones; what is
/// known of its error is in the table, as pricing::PricedModel::tokenizer.
inline constexpr std::string_view proxy_encoding = "o200k_base";

/// What a model is counted with.
struct ModelTokenizer {
  const Encoding* encoding = nullptr;
  bool exact = true;  ///< It is the model's own, not a stand-in.
  pricing::PricedModel model;  ///< What the price book knows of it; only its id where that is nothing.
};

/// The tokenizer of a model: the encoding that a price table names for it, else the one of tiktoken's map,
/// else, for a model that the book has, the stand-in. Errors: unknown_model; the message names the nearest
/// that is known.
[[nodiscard]] TOKMILL_EXPORT Result<ModelTokenizer> tokenizer_of_model(const pricing::PriceBook& book, std::string_view name);

/// The same for a model of the book that was found already.
[[nodiscard]] TOKMILL_EXPORT ModelTokenizer tokenizer_of_model(const pricing::PricedModel& model);

}  // namespace tokmill::analysis
