#include "options/tokenizer_option.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/usage_error.hpp"
#include "options/exclusive.hpp"
#include "options/model_names.hpp"
#include "options/model_tokenizer.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view encoding_help = "Use this encoding, or that of a vocabulary file or folder";
const EncodingSource default_encoding = {"o200k_base", std::nullopt, std::nullopt};

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
    if (shared->exact && !chosen->exact) {
      shared->tokenizer_note = std::move(chosen->tokenizer_note);
      shared->hint = std::move(chosen->hint);
    }
    shared->exact = shared->exact && chosen->exact;
    std::ranges::move(chosen->name_notes, std::back_inserter(shared->name_notes));
  }
  return std::move(*shared);
}

}  // namespace

Result<ChosenTokenizer> choose_encoding(const EncodingSource& source) {
  const Result<const Encoding*> encoding = encoding_of(source);
  if (!encoding) return encoding.error();
  return ChosenTokenizer{*encoding, true, "", ""};
}

Result<ChosenTokenizer> choose_for_model(const pricing::PriceBook& book, std::string_view model) {
  const Result<analysis::ModelTokenizer> tokenizer = find_model_tokenizer(book, model);
  if (!tokenizer) return tokenizer.error();
  ChosenTokenizer chosen{tokenizer->encoding, tokenizer->exact, std::string(tokenizer->model.id), ""};
  chosen.ratio = tokenizer->model.ratio;
  if (!chosen.exact) {
    chosen.tokenizer_note = proxy_note(tokenizer->model);
    chosen.hint = exactness_hint(tokenizer->model.id);
  }
  if (std::string note = resolution_note(model, *tokenizer); !note.empty()) chosen.name_notes.push_back(std::move(note));
  return chosen;
}

Error no_public_tokenizer(std::string_view model, std::string_view hint) {
  if (!hint.empty()) {
    return Error{ErrorCode::unknown_model,
                 output::format("the tokenizer of model {} is not installed; {}", output::quoted(model), hint)};
  }
  return Error{ErrorCode::unknown_model,
               output::format("the tokenizer of model {} is not public; choose an encoding with -e",
                              output::quoted(model))};
}

void TokenizerOption::declare(Arguments& arguments) {
  declare_encodings(arguments, encodings, false, std::string(encoding_help) + " (default: o200k_base)");
  declare_model(arguments);
}

void TokenizerOption::declare_several(Arguments& arguments, const std::string& purpose) {
  declare_encodings(arguments, encodings, true,
                    std::string(encoding_help) + "; repeatable with " + purpose + " (default: o200k_base)");
  declare_model(arguments);
}

void TokenizerOption::declare_model(Arguments& arguments) {
  arguments.text("-m,--model", model, "NAME",
                 "Use the encoding of this model, or of all models of a list or pattern if they share it");
  prices.declare(arguments);
}

Result<ChosenTokenizer> TokenizerOption::find_or_proxy() const {
  if (const Result<void> valid = at_most_one({{"--encoding", !encodings.empty()}, {"--model", model.has_value()}});
      !valid) {
    return valid.error();
  }
  if (!model) return choose_encoding(encodings.empty() ? default_encoding : encodings.front());
  const Result<pricing::PriceBook> book = prices.load();
  if (!book) return book.error();
  return choose_for_models(*book, *model);
}

Result<ChosenTokenizer> TokenizerOption::find() const {
  Result<ChosenTokenizer> chosen = find_or_proxy();
  if (chosen && !chosen->exact) return no_public_tokenizer(*model, chosen->hint);
  return chosen;
}

}  // namespace tokmill::cli
