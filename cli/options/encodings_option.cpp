#include "options/encodings_option.hpp"

#include <algorithm>

namespace tokmill::cli {

Result<std::vector<const Encoding*>> EncodingsOption::find(const std::vector<std::string>& defaults) const {
  const Result<std::vector<NamedTokenizer>> named = tokenizers.find(defaults);
  if (!named) return named.error();
  std::vector<const Encoding*> found;
  for (const NamedTokenizer& tokenizer : *named) {
    if (!tokenizer.exact) return no_public_tokenizer(tokenizer.model);
    if (std::ranges::find(found, tokenizer.encoding) == found.end()) found.push_back(tokenizer.encoding);
  }
  return found;
}

}  // namespace tokmill::cli
