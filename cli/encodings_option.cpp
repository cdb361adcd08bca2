#include "encodings_option.hpp"

#include <algorithm>

#include "options.hpp"

namespace tokmill::cli {

void EncodingsOption::declare(Arguments& arguments, const std::string& default_names) {
  arguments.texts("-e,--encoding", encodings, "NAME",
                  "An encoding; may be repeated (default: " + default_names + ")");
  arguments.texts("-m,--model", models, "NAME", "A model whose encoding is used; may be repeated");
  prices.declare(arguments);
}

Result<std::vector<const Encoding*>> EncodingsOption::find(const std::vector<std::string>& defaults) const {
  if (!encodings.empty() && !models.empty()) {
    return Error{ErrorCode::invalid_argument, "--encoding and --model both choose the tokenizer: give one",
                 0};
  }
  std::vector<const Encoding*> found;
  const bool by_model = !models.empty();
  for (const std::string& name : by_model ? models : encodings.empty() ? defaults : encodings) {
    TokenizerOptions one;
    (by_model ? one.model : one.encoding) = name;
    one.prices = prices;
    const Result<const Encoding*> encoding = one.find();
    if (!encoding) return encoding.error();
    if (std::find(found.begin(), found.end(), *encoding) == found.end()) found.push_back(*encoding);
  }
  return found;
}

}  // namespace tokmill::cli
