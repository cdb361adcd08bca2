#pragma once

#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// How a family of models prepares texts, for files that only name it.
struct KnownSplits {
  std::string_view name;
  std::string_view pattern;    ///< Of pattern_names().
  bool nfc = false;            ///< Texts are normalized first.
  bool ignore_merges = false;  ///< As TokenizerFile::ignore_merges.

  /// The steps of the pattern.
  [[nodiscard]] std::vector<SplitStep> steps() const;
};

/// The splits of a family by its name: gpt2, llama3, qwen2, qwen3.5, o200k, tekken, kimi, deepseek-v3, deepseek-llm,
/// deepseek-coder, starcoder, command-r, falcon or neox; null if there is none.
[[nodiscard]] const KnownSplits* find_known_splits(std::string_view name) noexcept;

}  // namespace tokmill::vocabularies
