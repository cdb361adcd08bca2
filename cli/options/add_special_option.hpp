#pragma once

#include <cstddef>
#include <span>

#include "app/arguments.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli {

/// The tokens that are put around the tokens of a text. Views the encoding.
struct AddedSpecial {
  std::span<const TokenId> prefix = {};
  std::span<const TokenId> suffix = {};

  [[nodiscard]] std::size_t size() const noexcept { return prefix.size() + suffix.size(); }
};

/// `--add-special`: add the tokens that the model expects around a text.
struct AddSpecialOption {
  bool enabled = false;

  void declare(Arguments& arguments) {
    arguments.flag("--add-special", enabled,
                   "Add the special tokens that the vocabulary file puts before and after each text; the built-in "
                   "encodings have none");
  }

  /// None, unless the option was given.
  [[nodiscard]] AddedSpecial tokens_of(const Encoding& encoding) const noexcept {
    return enabled ? AddedSpecial{encoding.prefix_tokens(), encoding.suffix_tokens()} : AddedSpecial{};
  }
};

}  // namespace tokmill::cli
