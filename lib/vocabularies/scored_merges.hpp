#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "tokmill/export.hpp"
#include "vocabularies/model_strings.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// The score of a token that is not merged, and that no merge makes.
inline constexpr float not_merged = -std::numeric_limits<float>::infinity();

/// Adds to `file` the merges of a model that has a score for each token, by position in TokenizerFile::tokens, in place
/// of merges: any two tokens whose texts together are a token merge, the highest score first. Merges of the same token
/// may be in any order, because a text can have only one of them: the tokens that merging the token's own text has
/// before the last merge.
///
/// Fails (place: the position of a token) if two tokens that merges make have the same score, because then the leftmost
/// merges first, if one has more than 256 bytes, or if a score is not a number. Linear, plus sorting.
[[nodiscard]] std::optional<MergeProblem> add_scored_merges(const std::vector<float>& scores, TokenizerFile& file);

}  // namespace tokmill::vocabularies
