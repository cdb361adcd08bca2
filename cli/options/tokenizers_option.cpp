#include "options/tokenizers_option.hpp"

#include <algorithm>

#include "tokmill/registry.hpp"

namespace tokmill::cli {

void TokenizersOption::declare(Arguments& arguments, const std::string& default_names) {
  arguments.texts("-e,--encoding", encodings, "NAME", "An encoding; may be repeated (default: " + default_names + ")");
  arguments.texts("-m,--model", models, "NAME", "A model whose encoding is used; may be repeated");
  prices.declare(arguments);
}

Result<std::vector<NamedTokenizer>> TokenizersOption::find(const std::vector<std::string>& defaults) const {
  if (models.empty()) return find(defaults, {});
  const Result<pricing::PriceBook> book = prices.load();
  if (!book) return book.error();
  return find(defaults, *book);
}

Result<std::vector<NamedTokenizer>> TokenizersOption::find(const std::vector<std::string>& defaults,
                                                           const pricing::PriceBook& book) const {
  if (!encodings.empty() && !models.empty()) {
    return Error{ErrorCode::invalid_argument, "--encoding and --model both choose the tokenizer: give one", 0};
  }
  std::vector<NamedTokenizer> found;
  const auto add = [&found](NamedTokenizer one) {
    const auto same = [&one](const NamedTokenizer& other) { return other.name() == one.name(); };
    if (std::none_of(found.begin(), found.end(), same)) found.push_back(std::move(one));
  };
  if (models.empty()) {
    for (const std::string& name : encodings.empty() ? defaults : encodings) {
      const Result<const Encoding*> encoding = find_encoding(name);
      if (!encoding) return encoding.error();
      add({"", *encoding, true, ""});
    }
    return found;
  }
  for (const std::string& name : models) {
    const Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, name);
    if (!tokenizer) return tokenizer.error();
    add({name, tokenizer->encoding, tokenizer->exact, std::string(tokenizer->model.tokenizer)});
  }
  return found;
}

}  // namespace tokmill::cli
