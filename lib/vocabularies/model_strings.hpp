#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tokmill/export.hpp"
#include "vocabularies/json_fields.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Adds the tokens and merges of a model to a TokenizerFile. The strings are tokens as the file writes them, in its
/// alphabet (TokenizerFile::alphabet), which must be set. Functions that can fail return the reason, or nullopt.
class ModelStrings {
 public:
  explicit ModelStrings(TokenizerFile& file) : file_(file) {}

  void reserve(std::size_t tokens);

  /// Adds a token. Fails if a token has the same string or id.
  [[nodiscard]] std::optional<std::string> add_token(std::string_view token, TokenId id);

  /// Adds a merge of two tokens. Fails if one of the two, or the token they form, was not added.
  [[nodiscard]] std::optional<std::string> add_merge(std::string_view left, std::string_view right);

  /// Adds a merge in the form `a b`. Fails also if there is not exactly one blank.
  [[nodiscard]] std::optional<std::string> add_merge(std::string_view pair);

  /// Of several merges of a pair, keeps the last one, with its rank, as Hugging Face tokenizers do. Call it after the
  /// last merge.
  void finish_merges();

 private:
  TokenizerFile& file_;
  std::unordered_set<TokenId> used_;
  std::string both_;
};

/// Adds the members of a JSON object, whose names are tokens and whose values are ids. Records errors in `fields`.
void read_vocabulary(const JsonValue& vocabulary, const JsonPointer& at, ModelStrings& strings, JsonFields& fields);

}  // namespace tokmill::vocabularies
