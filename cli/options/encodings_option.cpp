#include "options/encodings_option.hpp"

#include <algorithm>

namespace tokmill::cli {

Result<std::vector<const Encoding*>> EncodingsOption::find(const std::vector<std::string>& defaults,
                                                             std::vector<std::string>& name_notes) const {
  const Result<std::vector<NamedTokenizer>> named = tokenizers.find(defaults);
  if (!named) return named.error();
  std::vector<const Encoding*> found;
  for (const NamedTokenizer& tokenizer : *named) {
    name_notes.insert(name_notes.end(), tokenizer.name_notes.begin(), tokenizer.name_notes.end());
    if (!tokenizer.exact) return no_public_tokenizer(tokenizer.model, tokenizer.hint);
    if (std::ranges::find(found, tokenizer.encoding) == found.end()) found.push_back(tokenizer.encoding);
  }
  return found;
}

}  // namespace tokmill::cli
