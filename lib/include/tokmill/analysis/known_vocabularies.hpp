#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tokmill/export.hpp"

/// Vocabularies by the digests of their files: vocab/known_vocabularies.tsv, vocab/model_vocabularies.tsv, and the pins
/// of the built-in ones. All views are valid for the lifetime of the program.
namespace tokmill::inline TOKMILL_ABI::analysis {

/// A file that holds a known vocabulary.
struct KnownFile {
  std::string_view sha256;       ///< Of its contents, as tokmill::sha256() writes it.
  std::string_view pattern;      ///< For a rank file: the name of the pattern that the model uses; otherwise empty.
  std::string_view description;  ///< `tokenizer.json of DeepSeek-V4`
};

/// A public vocabulary, and the files that make the same tokens of every text.
struct KnownVocabulary {
  std::string_view name;  ///< `deepseek-v4`
  std::span<const KnownFile> files;
};

/// The vocabulary that a model of the price table uses, if its files are known; null otherwise. `model` is its id, also
/// with a provider before it: `deepseek/deepseek-v4-pro`. Linear in the number of known models.
[[nodiscard]] TOKMILL_EXPORT const KnownVocabulary* vocabulary_of_model(std::string_view model) noexcept;

/// The known vocabulary that a file holds; null if there is none. `pattern`: as KnownFile::pattern.
[[nodiscard]] TOKMILL_EXPORT const KnownVocabulary* vocabulary_of_file(std::string_view sha256,
                                                                       std::string_view pattern) noexcept;

/// What a built-in encoding is made of.
struct BuiltInSource {
  std::string_view encoding;
  std::string_view pattern;
  std::string_view sha256;  ///< Of the file of ranks.
};

/// nullopt if there is no such encoding.
[[nodiscard]] TOKMILL_EXPORT std::optional<BuiltInSource> built_in_source(std::string_view encoding) noexcept;

}  // namespace tokmill::analysis
