#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tokmill/export.hpp"
#include "vocabularies/json_fields.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// What a vocabulary can have (tokmill::Vocabulary). A larger model is refused before it is read.
inline constexpr std::size_t most_tokens = (std::size_t{1} << 21) - 256;

/// The message for a model of more than most_tokens.
[[nodiscard]] std::string too_many_tokens(std::size_t tokens);

/// Why a merge cannot be added.
struct MergeProblem {
  std::string reason;
  std::size_t place;  ///< That of add_merge().
};

/// Adds the tokens and merges of a model to a TokenizerFile. The strings are tokens as the file writes them, in its
/// alphabet (TokenizerFile::alphabet), which must be set. Functions that can fail return the problem, or nullopt.
class ModelStrings {
 public:
  explicit ModelStrings(TokenizerFile& file) : file_(file) {}

  void reserve(std::size_t tokens);

  /// Adds a token. Fails if a token has the same string or id.
  [[nodiscard]] std::optional<std::string> add_token(std::string_view token, TokenId id);

  /// Adds a merge of two tokens. `place` says where it is in the file. Fails if one of the two, or the token they form,
  /// was not added; the problem may be that of an earlier merge, because several are looked up together.
  [[nodiscard]] std::optional<MergeProblem> add_merge(std::string_view left, std::string_view right, std::size_t place);

  /// Adds a merge in the form `a b`. Fails also if there is not exactly one blank.
  [[nodiscard]] std::optional<MergeProblem> add_merge(std::string_view pair, std::size_t place);

  /// Reports a merge that has not the form of one, unless an earlier one has a problem.
  [[nodiscard]] MergeProblem fail_merge(std::string reason, std::size_t place);

  /// Of several merges of a pair, keeps the last one, with its rank, as Hugging Face tokenizers do. Call it after the
  /// last merge. Fails if a merge that was added last does.
  [[nodiscard]] std::optional<MergeProblem> finish_merges();

 private:
  // A merge whose tokens are about to be looked up. The hash tables of a large vocabulary are not in the processor's
  // caches, so the slots of several merges are loaded at the same time. The token that a merge makes is mostly the next
  // one of the vocabulary, which is tried first.
  struct WaitingMerge {
    std::size_t start;  // of both tokens in waiting_text_
    std::size_t left_size;
    std::size_t size;
    std::uint32_t hashes[2];
    std::size_t place;
  };

  [[nodiscard]] bool is_new(TokenId id);
  [[nodiscard]] std::optional<MergeProblem> look_up_merges();
  [[nodiscard]] std::optional<MergeProblem> look_up(const WaitingMerge& merge);

  TokenizerFile& file_;
  std::vector<bool> used_ids_;                // of usual ids
  std::unordered_set<TokenId> used_large_ids_;  // the others
  std::vector<WaitingMerge> waiting_;
  std::string waiting_text_;
};

/// Adds the members of a JSON object, whose names are tokens and whose values are ids. Records errors in `fields`.
void read_vocabulary(const JsonValue& vocabulary, const JsonPointer& at, ModelStrings& strings, JsonFields& fields);

}  // namespace tokmill::vocabularies
