#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tokmill/chat/count.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/price_book.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The proxy tokenizer for models whose own tokenizer is not public: the public encoding with the largest vocabulary.
/// pricing::PricedModel::tokenizer says what is known about its error.
inline constexpr std::string_view proxy_encoding = "o200k_base";

/// The tokenizer to count a model's tokens with. Views in `model` are valid for as long as the price book that contains
/// the model. If the book lacks it, `model.id` is valid for as long as this object or a copy of it: it is a view of
/// `owned_id`, which copies share. A copy of `model` alone does not keep it valid.
struct ModelTokenizer {
  const Encoding* encoding = nullptr;  ///< Valid for the lifetime of the program.
  bool exact = true;                   ///< False if `encoding` is the proxy tokenizer.
  pricing::PricedModel model;          ///< The model in the price book; only its id is set if the book lacks it.
  pricing::NameResolution resolution = {};  ///< How the name led to the model.
  std::shared_ptr<const std::string> owned_id = nullptr;  ///< The id of a model that the book lacks, otherwise null.

  /// Counts requests with `encoding`, if many are counted; otherwise null.
  std::shared_ptr<const chat::ModelCounter> counter = nullptr;
};

/// The tokenizer of a model that PriceBook::resolve() finds: the encoding that a price table names, else the one that
/// tiktoken maps the model to, else the proxy tokenizer. Otherwise that of a name, or a spelling of it, that tiktoken
/// knows; after a prefix that tiktoken knows, only names that go on with `-`, `.` or `:` are accepted, such as
/// `gpt-5-x`, not `gpt-5x`. The result does not refer to `name`.
/// Errors: unknown_model; the message suggests the nearest name.
[[nodiscard]] TOKMILL_EXPORT Result<ModelTokenizer> tokenizer_of_model(const pricing::PriceBook& book,
                                                                       std::string_view name);

/// The name of the model's own encoding; empty if its tokenizer is not public.
[[nodiscard]] TOKMILL_EXPORT std::string_view own_encoding_name(const ModelTokenizer& tokenizer) noexcept;

/// The tokenizer of a model that was found in a price book. Views in the result are those of `model`.
[[nodiscard]] TOKMILL_EXPORT ModelTokenizer tokenizer_of_model(const pricing::PricedModel& model);

}  // namespace tokmill::analysis
