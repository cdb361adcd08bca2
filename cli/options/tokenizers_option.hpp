#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "options/encoding_source.hpp"
#include "options/prices_option.hpp"
#include "options/tokenizer_option.hpp"

namespace tokmill::cli {

/// One of several tokenizers, with the name that the user gave.
struct NamedTokenizer {
  std::string model;  ///< As the user wrote it; empty if an encoding was named.
  const Encoding* encoding = nullptr;
  bool exact = true;  ///< It is the model's own tokenizer, not a proxy.
  std::string note;   ///< If it is not exact: what is known of the model's own tokenizer.
  std::string hint = {};  ///< If it is not exact: exactness_hint().
  std::vector<std::string> name_notes = {};  ///< What a rule resolved the model's name to.

  /// The model, or else the encoding.
  [[nodiscard]] std::string name() const { return model.empty() ? std::string(encoding->name()) : model; }

  /// The same for tables: encoding_label() of an encoding.
  [[nodiscard]] std::string label() const { return model.empty() ? encoding_label(encoding->name()) : model; }
};

/// `-e` or `-m`, repeatable: the tokenizers that a command compares.
struct TokenizersOption {
  std::vector<EncodingSource> encodings;
  std::vector<std::string> models;
  PricesOption prices;  ///< A price table may name a model's encoding.

  /// `default_names`: the default, for the help.
  void declare(Arguments& arguments, const std::string& default_names);

  /// The tokenizers in the order of their names, each name once, of lists (`a,b`) and patterns (`gpt-5*`) those of all
  /// models; the encodings `defaults` if none was given.
  /// Errors: unknown_encoding; unknown_model; invalid_argument if both `-e` and `-m` were given; those of
  /// PricesOption::load.
  [[nodiscard]] Result<std::vector<NamedTokenizer>> find(const std::vector<std::string>& defaults) const;

  /// The same with price tables that were loaded before.
  [[nodiscard]] Result<std::vector<NamedTokenizer>> find(const std::vector<std::string>& defaults,
                                                         const pricing::PriceBook& book) const;
};

}  // namespace tokmill::cli
