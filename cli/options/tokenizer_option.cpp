#include "options/tokenizer_option.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/usage_error.hpp"
#include "options/encoding_file.hpp"
#include "options/exclusive.hpp"
#include "options/model_names.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view default_encoding = "o200k_base";

// The tokenizer that the models of a list share.
Result<ChosenTokenizer> choose_for_models(const pricing::PriceBook& book, const std::string& list) {
  const ModelNames models = expand_model_names(book, {list});
  if (!models.unmatched.empty()) return models.unmatched.front();
  std::optional<ChosenTokenizer> shared;
  for (const std::string& name : models.names) {
    Result<ChosenTokenizer> chosen = choose_for_model(book, name);
    if (!chosen) return chosen;
    if (!shared) {
      shared = std::move(*chosen);
      continue;
    }
    if (chosen->encoding != shared->encoding) {
      return usage_error(output::format("--model: {} and {} have different encodings, {} and {}; choose one model",
                                        models.names.front(), name, shared->encoding->name(),
                                        chosen->encoding->name()));
    }
    if (shared->exact && !chosen->exact) shared->tokenizer_note = std::move(chosen->tokenizer_note);
    shared->exact = shared->exact && chosen->exact;
    std::ranges::move(chosen->name_notes, std::back_inserter(shared->name_notes));
  }
  return std::move(*shared);
}

}  // namespace

Result<ChosenTokenizer> choose_encoding(std::string_view name, const std::optional<std::string>& pattern) {
  const Result<const Encoding*> encoding = find_encoding_or_file(name, pattern);
  if (!encoding) return encoding.error();
  return ChosenTokenizer{*encoding, true, "", "", {}};
}

Result<ChosenTokenizer> choose_for_model(const pricing::PriceBook& book, std::string_view model) {
  const Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, model);
  if (!tokenizer) return tokenizer.error();
  ChosenTokenizer chosen{tokenizer->encoding, tokenizer->exact, std::string(tokenizer->model.id),
                         tokenizer->exact ? std::string() : proxy_note(tokenizer->model), tokenizer->model.ratio};
  if (std::string note = resolution_note(model, *tokenizer); !note.empty()) chosen.name_notes.push_back(std::move(note));
  return chosen;
}

Error no_public_tokenizer(std::string_view model) {
  return Error{ErrorCode::unknown_model,
               output::format("the tokenizer of model {} is not public; choose an encoding with -e",
                              output::quoted(model))};
}

void TokenizerOption::declare(Arguments& arguments) {
  arguments.text("-e,--encoding", encoding, "NAME|PATH",
                 "Use this encoding, or that of a vocabulary file (default: o200k_base)");
  arguments.text("--pattern", pattern, "NAME", "How the rank file of -e splits texts: gpt2, cl100k, o200k, llama3, qwen2…");
  arguments.text("-m,--model", model, "NAME",
                 "Use the encoding of this model, or of all models of a list or pattern if they share it");
  prices.declare(arguments);
}

Result<ChosenTokenizer> TokenizerOption::find_or_proxy() const {
  if (const Result<void> valid = at_most_one({{"--encoding", encoding.has_value()}, {"--model", model.has_value()}});
      !valid) {
    return valid.error();
  }
  if (pattern && !encoding) return usage_error("--pattern is for a rank file, which -e names");
  if (!model) return choose_encoding(encoding ? std::string_view(*encoding) : default_encoding, pattern);
  const Result<pricing::PriceBook> book = prices.load();
  if (!book) return book.error();
  return choose_for_models(*book, *model);
}

Result<ChosenTokenizer> TokenizerOption::find() const {
  Result<ChosenTokenizer> chosen = find_or_proxy();
  if (chosen && !chosen->exact) return no_public_tokenizer(*model);
  return chosen;
}

}  // namespace tokmill::cli
