#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "options/prices_option.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The tokenizer that was chosen, and whether it is that of the model.
struct ChosenTokenizer {
  const Encoding* encoding = nullptr;
  bool exact = true;
  std::string model_id;        // of the model that was named, as the price table has it; else empty
  std::string tokenizer_note;  // where it is not exact: what is known of the model's own
};

/// Which tokenizer: `-e` or `-m`.
struct TokenizerOption {
  std::optional<std::string> encoding;
  std::optional<std::string> model;
  PriceOptions prices;  // a table may name a model's encoding

  void declare(Arguments& arguments);

  /// The model's own encoding, or the one that was named.
  /// Errors: unknown_encoding, unknown_model (also where the model's tokenizer is not public),
  /// invalid_argument where both are given, malformed_price_table.
  [[nodiscard]] Result<const Encoding*> find() const;

  /// As find(), but a model whose tokenizer is not public has a stand-in, which is not exact.
  [[nodiscard]] Result<ChosenTokenizer> find_or_proxy() const;
};

}  // namespace tokmill::cli
