#include "tokmill/analysis/known_vocabularies.hpp"

#include <algorithm>

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

struct ModelVocabulary {
  std::string_view model;
  const KnownVocabulary* vocabulary;
};

// Written by lib/generators/generate_known_vocabularies.cpp.
#include "known_vocabulary_rows.inc"

}  // namespace

const KnownVocabulary* vocabulary_of_model(std::string_view model) noexcept {
  for (const std::string_view id : {model, model.substr(model.rfind('/') + 1)}) {
    const auto* const found = std::ranges::find(model_vocabulary_rows, id, &ModelVocabulary::model);
    if (found != std::ranges::end(model_vocabulary_rows)) return found->vocabulary;
  }
  return nullptr;
}

const KnownVocabulary* vocabulary_of_file(std::string_view sha256, std::string_view pattern) noexcept {
  for (const KnownVocabulary& vocabulary : known_vocabulary_rows) {
    for (const KnownFile& file : vocabulary.files) {
      if (file.sha256 == sha256 && file.pattern == pattern) return &vocabulary;
    }
  }
  return nullptr;
}

std::optional<BuiltInSource> built_in_source(std::string_view encoding) noexcept {
  const auto* const found = std::ranges::find(built_in_rows, encoding, &BuiltInSource::encoding);
  return found == std::ranges::end(built_in_rows) ? std::nullopt : std::optional(*found);
}

}  // namespace tokmill::analysis
