#include "options/tokenizer_option.hpp"

#include "options/exclusive.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view default_encoding = "o200k_base";

}  // namespace

Result<ChosenTokenizer> choose_encoding(std::string_view name) {
  const Result<const Encoding*> encoding = find_encoding(name);
  if (!encoding) return encoding.error();
  return ChosenTokenizer{*encoding, true, "", ""};
}

Result<ChosenTokenizer> choose_for_model(const pricing::PriceBook& book, std::string_view model) {
  const Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, model);
  if (!tokenizer) return tokenizer.error();
  return ChosenTokenizer{tokenizer->encoding, tokenizer->exact, std::string(tokenizer->model.id),
                         std::string(tokenizer->model.tokenizer)};
}

Error no_public_tokenizer(std::string_view model) {
  return Error{ErrorCode::unknown_model,
               output::format("the tokenizer of model {} is not public; choose an encoding with -e",
                              output::quoted(model))};
}

void TokenizerOption::declare(Arguments& arguments) {
  arguments.text("-e,--encoding", encoding, "NAME", "Use this encoding (default: o200k_base)");
  arguments.text("-m,--model", model, "NAME", "Use the encoding of this model");
  prices.declare(arguments);
}

Result<ChosenTokenizer> TokenizerOption::find_or_proxy() const {
  if (const Result<void> valid = at_most_one({{"--encoding", encoding.has_value()}, {"--model", model.has_value()}});
      !valid) {
    return valid.error();
  }
  if (!model) return choose_encoding(encoding ? std::string_view(*encoding) : default_encoding);
  const Result<pricing::PriceBook> book = prices.load();
  if (!book) return book.error();
  return choose_for_model(*book, *model);
}

Result<const Encoding*> TokenizerOption::find() const {
  const Result<ChosenTokenizer> chosen = find_or_proxy();
  if (!chosen) return chosen.error();
  if (!chosen->exact) return no_public_tokenizer(*model);
  return chosen->encoding;
}

}  // namespace tokmill::cli
