#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "options/prices_option.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"

namespace tokmill::cli {

/// One of the tokenizers that are compared.
struct NamedTokenizer {
  std::string model;  ///< As the user called it; empty where an encoding was named.
  const Encoding* encoding = nullptr;
  bool exact = true;          ///< It is the model's own, not a stand-in.
  std::string note;           ///< Where it is not: what is known of the model's own.

  /// The model, else the encoding.
  [[nodiscard]] std::string name() const { return model.empty() ? std::string(encoding->name()) : model; }
};

/// Which tokenizers, for a command that compares them: `-e` or `-m`, each as often as wanted.
struct TokenizersOption {
  std::vector<std::string> encodings;
  std::vector<std::string> models;
  PriceOptions prices;  // a table may name a model's encoding

  /// `default_names` is what the help says is used where none is named.
  void declare(Arguments& arguments, const std::string& default_names);

  /// In the order in which they were named, each name once; the encodings `defaults` where none was.
  /// Errors: unknown_encoding, unknown_model, invalid_argument where both `-e` and `-m` were given,
  /// malformed_price_table.
  [[nodiscard]] Result<std::vector<NamedTokenizer>> find(const std::vector<std::string>& defaults) const;

  /// The same with price tables that were loaded before.
  [[nodiscard]] Result<std::vector<NamedTokenizer>> find(const std::vector<std::string>& defaults,
                                                         const pricing::PriceBook& book) const;
};

}  // namespace tokmill::cli
