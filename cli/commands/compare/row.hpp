#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "options/text_option.hpp"
#include "options/tokenizers_option.hpp"
#include "tokmill/analysis/hunks.hpp"

namespace tokmill::cli::compare {

/// One text under one tokenizer.
struct Row {
  const NamedText* input = nullptr;
  const NamedTokenizer* tokenizer = nullptr;
  std::size_t tokens = 0;
  std::size_t first_tokens = 0;       ///< Under the first tokenizer.
  std::vector<analysis::Hunk> hunks;  ///< Where the first tokenizer (left) splits the text differently.

  /// tokens / first_tokens; nullopt for an empty text.
  [[nodiscard]] std::optional<double> ratio() const {
    if (first_tokens == 0) return std::nullopt;
    return static_cast<double>(tokens) / static_cast<double>(first_tokens);
  }

  /// nullopt for an empty text.
  [[nodiscard]] std::optional<double> bytes_per_token() const {
    if (tokens == 0) return std::nullopt;
    return static_cast<double>(input->bytes.size()) / static_cast<double>(tokens);
  }
};

}  // namespace tokmill::cli::compare
