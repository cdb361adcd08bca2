#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/arguments.hpp"
#include "options/add_special_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizer_option.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::cli {

/// The validated options of a command that cuts a text to a number of tokens.
struct TokenLimitRequest {
  TextOption text;
  ChosenTokenizer tokenizer;
  std::string model;  // as the user named it; empty if an encoding was named
  std::uint64_t max_tokens = 0;    // of the part alone, without those that are added
  std::uint64_t added_tokens = 0;  // that are put around each part
  bool json = false;

  [[nodiscard]] const Encoding& encoding() const { return *tokenizer.encoding; }
};

/// The options that `chunk` and `truncate` share: the text, the tokenizer, `--max-tokens`, `--json` and
/// `-j`, which they do not use: where a chunk starts depends on the one before it.
struct TokenLimitOption {
  TextOption text;
  TokenizerOption tokenizer;
  AddSpecialOption add_special;
  std::optional<std::uint64_t> max_tokens;
  ThreadsOption threads;
  bool json = false;

  void declare(Arguments& arguments, const std::string& max_tokens_help, const std::string& json_help);

  /// Errors: invalid_argument if --max-tokens is missing, or leaves fewer than `least_tokens` beside those that are
  /// added; those of TokenizerOption and TextOption.
  [[nodiscard]] Result<TokenLimitRequest> validate(std::uint64_t least_tokens) const;
};

/// `{"text":…,"tokens":…,"start":…,"end":…}` for a part of an input, whose text is `text`. `tokens` includes those that
/// are added.
[[nodiscard]] std::string chunk_json(const Chunk& chunk, std::string_view text, const TokenLimitRequest& limit);

}  // namespace tokmill::cli
