#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/tokenizers_option.hpp"
#include "tokmill/analysis/hunks.hpp"

namespace tokmill::cli::compare {

/// A text: its name, its sizes in UTF-8, and itself if it is needed for passages.
struct Input {
  std::string name;
  std::uint64_t bytes = 0;
  std::uint64_t characters = 0;
  std::string text;
};

/// One text under one tokenizer.
struct Row {
  const Input* input = nullptr;
  const NamedTokenizer* tokenizer = nullptr;
  std::uint64_t tokens = 0;
  std::uint64_t first_tokens = 0;     ///< Under the first tokenizer.

  /// Where the first tokenizer (left) splits the text differently; nullopt if one of the two changes the text.
  std::optional<analysis::Differences> differences;

  /// tokens / first_tokens; nullopt for an empty text.
  [[nodiscard]] std::optional<double> ratio() const {
    if (first_tokens == 0) return std::nullopt;
    return static_cast<double>(tokens) / static_cast<double>(first_tokens);
  }

  /// nullopt for an empty text.
  [[nodiscard]] std::optional<double> bytes_per_token() const {
    if (tokens == 0) return std::nullopt;
    return static_cast<double>(input->bytes) / static_cast<double>(tokens);
  }
};

}  // namespace tokmill::cli::compare
