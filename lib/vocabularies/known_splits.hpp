#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// How a family of models splits texts, for files that only name it.
struct KnownSplits {
  std::string_view name;
  bool nfc = false;            ///< Texts are normalized first.
  bool ignore_merges = false;  ///< As TokenizerFile::ignore_merges.
  std::vector<SplitStep> steps;
};

/// The splits of a family by its name: gpt2, llama3, qwen2, qwen3.5, o200k, tekken, kimi, deepseek-v3, deepseek-llm,
/// deepseek-coder, starcoder, command-r, falcon or neox. The patterns are those of the models' own files.
[[nodiscard]] std::optional<KnownSplits> find_known_splits(std::string_view name);

}  // namespace tokmill::vocabularies
