#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "options/encoding_source.hpp"
#include "options/prices_option.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A tokenizer that was chosen by its name or by a model.
struct ChosenTokenizer {
  const Encoding* encoding = nullptr;
  bool exact = true;           ///< It is the model's own tokenizer, not a proxy.
  std::string model_id;        ///< The model's id in the price table; empty if an encoding was chosen.
  std::string tokenizer_note;  ///< If it is not exact: what is known of the model's own tokenizer.
  std::string hint = {};       ///< If it is not exact: exactness_hint().
  pricing::TokenRatio ratio = {};            ///< Of the model's own tokens to those of the proxy, if it is not exact.
  std::vector<std::string> name_notes = {};  ///< Names that a rule resolved, and to what.
};

/// The encoding of this name or file. Errors: those of encoding_of().
[[nodiscard]] Result<ChosenTokenizer> choose_encoding(const EncodingSource& source);

/// The tokenizer of a model, or its proxy. Errors: unknown_model.
[[nodiscard]] Result<ChosenTokenizer> choose_for_model(const pricing::PriceBook& book, std::string_view model);

/// The error of a command that cannot use a proxy: the tokenizer of `model` is not public or not installed
/// (unknown_model). `hint`: that of exactness_hint().
[[nodiscard]] Error no_public_tokenizer(std::string_view model, std::string_view hint);

/// `-e` or `-m`: the tokenizer.
struct TokenizerOption {
  std::vector<EncodingSource> encodings;  ///< At most one, unless several were declared.
  std::optional<std::string> model;
  PricesOption prices;  ///< A price table may name a model's encoding.

  void declare(Arguments& arguments);

  /// As above, but `-e` may be given several times. `purpose`: with which options, for the help.
  void declare_several(Arguments& arguments, const std::string& purpose);

  /// The encoding that was chosen, the first of them, or that of the model; o200k_base by default. Several models must
  /// share theirs.
  /// Errors: unknown_encoding; unknown_model, also if the model's tokenizer is not public; invalid_argument if both
  /// options were given, or models with different encodings; those of PricesOption::load.
  [[nodiscard]] Result<ChosenTokenizer> find() const;

  /// As find(), but uses a proxy for a model whose tokenizer is not public.
  [[nodiscard]] Result<ChosenTokenizer> find_or_proxy() const;

 private:
  void declare_model(Arguments& arguments);
};

}  // namespace tokmill::cli
