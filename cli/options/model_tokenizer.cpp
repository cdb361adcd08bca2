#include "options/model_tokenizer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "options/encoding_source.hpp"
#include "options/installed_encodings.hpp"
#include "output/format.hpp"
#include "tokmill/analysis/known_vocabularies.hpp"

namespace tokmill::cli {
namespace {

// The name of the first installed encoding that holds the vocabulary.
std::optional<std::string> installed_name(const analysis::KnownVocabulary& vocabulary) {
  for (std::string& name : installed_encoding_names()) {
    const Result<InstalledEncoding> installed = find_installed_encoding(name);
    if (!installed || installed->files.size() > 1) continue;
    const auto holds = [&installed](const analysis::KnownFile& file) {
      return file.sha256 == installed->digest() && file.pattern == installed->given_pattern;
    };
    if (std::ranges::any_of(vocabulary.files, holds)) return std::move(name);
  }
  return std::nullopt;
}

void use_installed_encoding(analysis::ModelTokenizer& tokenizer) {
  if (tokenizer.exact) return;
  const analysis::KnownVocabulary* const vocabulary = analysis::vocabulary_of_model(tokenizer.model.id);
  if (vocabulary == nullptr) return;
  const std::optional<std::string> name = installed_name(*vocabulary);
  if (!name) return;
  if (const Result<const Encoding*> encoding = encoding_of(EncodingSource{*name, std::nullopt, std::nullopt})) {
    tokenizer.encoding = *encoding;
    tokenizer.exact = true;
  }
}

}  // namespace

Result<analysis::ModelTokenizer> find_model_tokenizer(const pricing::PriceBook& book, std::string_view name) {
  Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, name);
  if (tokenizer) use_installed_encoding(*tokenizer);
  return tokenizer;
}

analysis::ModelTokenizer find_model_tokenizer(const pricing::PricedModel& model) {
  analysis::ModelTokenizer tokenizer = analysis::tokenizer_of_model(model);
  use_installed_encoding(tokenizer);
  return tokenizer;
}

std::string exactness_hint(std::string_view model_id) {
  const analysis::KnownVocabulary* const vocabulary = analysis::vocabulary_of_model(model_id);
  if (vocabulary == nullptr) return "";
  if (const std::optional<std::string> name = installed_name(*vocabulary)) {
    return output::format("the installed encoding {} cannot be used; run tokmill encodings verify {}", *name, *name);
  }
  const analysis::KnownFile& file = vocabulary->files.front();
  const std::string pattern = file.pattern.empty() ? "" : output::format(" --pattern {}", file.pattern);
  return output::format("for exact counts: tokmill encodings add {} PATH{}, PATH being the {}", vocabulary->name,
                        pattern, file.description);
}

}  // namespace tokmill::cli
