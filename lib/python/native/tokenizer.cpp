#include "python/native/tokenizer.hpp"

#include <algorithm>
#include <map>

#include "python/native/errors.hpp"
#include "python/native/text.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::python {

namespace {

std::vector<std::string> special_names_of(const Encoding& encoding) {
  std::vector<std::string> names;
  for (const SpecialToken& token : encoding.special_tokens()) names.emplace_back(token.name);
  return names;
}

}  // namespace

Tokenizer::Tokenizer(Encoding encoding, std::optional<std::vector<TokenId>> ordinary_ids)
    : encoding_(std::move(encoding)),
      special_names_(special_names_of(encoding_)),
      ordinary_ids_(std::move(ordinary_ids)) {}

std::vector<Tokenizer::OrdinaryToken> Tokenizer::ordinary_tokens() const {
  std::vector<OrdinaryToken> tokens;
  if (ordinary_ids_) {
    for (const TokenId id : *ordinary_ids_) tokens.push_back({*encoding_.token_bytes(id), id});
  } else {
    for (TokenId id = 0; id < encoding_.vocabulary_size(); ++id) {
      const auto bytes = encoding_.token_bytes(id);
      if (bytes && !special_names_.contains(*bytes)) tokens.push_back({*bytes, id});
    }
  }
  return tokens;
}

const std::vector<Tokenizer::OrdinaryToken>& Tokenizer::sorted_tokens() const {
  std::call_once(is_sorted_, [this] {
    sorted_ = ordinary_tokens();
    std::ranges::sort(sorted_, {}, &OrdinaryToken::bytes);
  });
  return sorted_;
}

SharedTokenizer built_in_tokenizer(std::string_view name) {
  static std::mutex mutex;
  static auto* const made = new std::map<std::string, SharedTokenizer, std::less<>>();  // never destroyed
  const std::lock_guard lock(mutex);
  const auto found = made->find(name);
  if (found != made->end()) return found->second;
  const Encoding& encoding = *value_of(find_encoding(name));
  return made->emplace(name, std::make_shared<const Tokenizer>(encoding)).first->second;
}

nanobind::dict special_tokens_of(const Encoding& encoding) {
  nanobind::dict tokens;
  for (const SpecialToken& token : encoding.special_tokens()) {
    tokens[make_str(token.name)] = nanobind::int_(token.id);
  }
  return tokens;
}

}  // namespace tokmill::python
