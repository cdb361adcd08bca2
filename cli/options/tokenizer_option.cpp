#include "options/tokenizer_option.hpp"

#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view default_encoding = "o200k_base";

}  // namespace

void TokenizerOption::declare(Arguments& arguments) {
  arguments.text("-e,--encoding", encoding, "NAME", "The encoding (default: o200k_base)");
  arguments.text("-m,--model", model, "NAME", "The model whose encoding is used");
  prices.declare(arguments);
}

Result<ChosenTokenizer> TokenizerOption::find_or_proxy() const {
  if (encoding && model) {
    return Error{ErrorCode::invalid_argument, "--encoding and --model both choose the tokenizer: give one",
                 0};
  }
  ChosenTokenizer chosen;
  if (!model) {
    const Result<const Encoding*> named =
        find_encoding(encoding ? std::string_view(*encoding) : default_encoding);
    if (!named) return named.error();
    chosen.encoding = *named;
    return chosen;
  }
  const Result<pricing::PriceBook> book = prices.load();
  if (!book) return book.error();
  const Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(*book, *model);
  if (!tokenizer) return tokenizer.error();
  chosen.encoding = tokenizer->encoding;
  chosen.exact = tokenizer->exact;
  chosen.model_id = tokenizer->model.id;
  chosen.tokenizer_note = tokenizer->model.tokenizer;
  return chosen;
}

Result<const Encoding*> TokenizerOption::find() const {
  const Result<ChosenTokenizer> chosen = find_or_proxy();
  if (!chosen) return chosen.error();
  if (!chosen->exact) {
    return Error{ErrorCode::unknown_model,
                 "the tokenizer of " + *model + " is not public; an encoding can be named with -e", 0};
  }
  return chosen->encoding;
}

}  // namespace tokmill::cli
