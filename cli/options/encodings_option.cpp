#include "options/encodings_option.hpp"

#include <algorithm>

namespace tokmill::cli {

Result<std::vector<const Encoding*>> EncodingsOption::find(const std::vector<std::string>& defaults) const {
  const Result<std::vector<NamedTokenizer>> named = tokenizers.find(defaults);
  if (!named) return named.error();
  std::vector<const Encoding*> found;
  for (const NamedTokenizer& one : *named) {
    if (!one.exact) {
      return Error{ErrorCode::unknown_model,
                   "the tokenizer of " + one.model + " is not public; an encoding can be named with -e", 0};
    }
    if (std::find(found.begin(), found.end(), one.encoding) == found.end()) found.push_back(one.encoding);
  }
  return found;
}

}  // namespace tokmill::cli
