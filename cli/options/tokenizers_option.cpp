#include "options/tokenizers_option.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "options/exclusive.hpp"
#include "options/model_names.hpp"

namespace tokmill::cli {
namespace {

// `book` is not used unless there are models.
Result<std::vector<NamedTokenizer>> choose_all(const TokenizersOption& option, const std::vector<std::string>& defaults,
                                               const pricing::PriceBook* book) {
  std::vector<EncodingSource> encodings = option.encodings;
  const std::vector<std::string>& models = option.models;
  if (const Result<void> valid = at_most_one({{"--encoding", !encodings.empty()}, {"--model", !models.empty()}});
      !valid) {
    return valid.error();
  }
  if (encodings.empty()) {
    for (const std::string& name : defaults) encodings.push_back({name, std::nullopt, std::nullopt});
  }
  const bool are_models = !models.empty();
  ModelNames expanded;
  if (are_models) expanded = expand_model_names(*book, models);
  if (!expanded.unmatched.empty()) return expanded.unmatched.front();
  std::vector<NamedTokenizer> found;
  const std::size_t count = are_models ? expanded.names.size() : encodings.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string model = are_models ? expanded.names[i] : "";
    Result<ChosenTokenizer> chosen = are_models ? choose_for_model(*book, model) : choose_encoding(encodings[i]);
    if (!chosen) return std::move(chosen).error();
    NamedTokenizer tokenizer{model,
                             chosen->encoding,
                             chosen->exact,
                             std::move(chosen->tokenizer_note),
                             std::move(chosen->hint),
                             std::move(chosen->name_notes)};
    const auto has_same_name = [&](const NamedTokenizer& other) { return other.name() == tokenizer.name(); };
    if (std::ranges::none_of(found, has_same_name)) found.push_back(std::move(tokenizer));
  }
  return found;
}

}  // namespace

void TokenizersOption::declare(Arguments& arguments, const std::string& default_names) {
  declare_encodings(arguments, encodings, true,
                    "Use this encoding, or that of a vocabulary file or folder; repeatable (default: " + default_names +
                        ")");
  arguments.texts("-m,--model", models, "NAME", "Use the encoding of this model; a list (a,b), a pattern (gpt-5*), or repeatable");
  prices.declare(arguments);
}

Result<std::vector<NamedTokenizer>> TokenizersOption::find(const std::vector<std::string>& defaults) const {
  if (models.empty() || !encodings.empty()) return choose_all(*this, defaults, nullptr);
  const Result<pricing::PriceBook> book = prices.load();
  if (!book) return book.error();
  return choose_all(*this, defaults, &*book);
}

Result<std::vector<NamedTokenizer>> TokenizersOption::find(const std::vector<std::string>& defaults,
                                                           const pricing::PriceBook& book) const {
  return choose_all(*this, defaults, &book);
}

}  // namespace tokmill::cli
