#include "vocabularies/model_strings.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "vocabularies/byte_alphabet.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

void ModelStrings::reserve(std::size_t tokens) {
  file_.tokens.reserve(tokens);
  file_.ids.reserve(tokens);
  used_.reserve(tokens);
}

std::optional<std::string> ModelStrings::add_token(std::string_view token, TokenId id) {
  if (!used_.insert(id).second) return "another token has the same id";
  if (!file_.ids.insert(token, id)) return "another token has the same string";
  const std::size_t start = file_.bytes.size();
  const bool has_alphabet = file_.alphabet == Alphabet::bytes;
  const bool in_alphabet = !has_alphabet || append_alphabet_bytes(token, file_.bytes);
  if (!has_alphabet || !in_alphabet) file_.bytes.append(token);
  const std::size_t size = file_.bytes.size() - start;
  file_.tokens.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(size), id, in_alphabet});
  return std::nullopt;
}

std::optional<std::string> ModelStrings::add_merge(std::string_view left, std::string_view right) {
  both_.assign(left).append(right);
  TokenId ids[3] = {};
  std::size_t i = 0;
  for (const std::string_view token : {left, right, std::string_view(both_)}) {
    const std::optional<TokenId> id = file_.ids.find(token);
    if (!id) return std::string("the vocabulary has no token '").append(token).append("'");
    ids[i++] = *id;
  }
  file_.merges.push_back({ids[0], ids[1], ids[2]});
  return std::nullopt;
}

std::optional<std::string> ModelStrings::add_merge(std::string_view pair) {
  const std::size_t blank = pair.find(' ');
  if (blank == std::string_view::npos || pair.find(' ', blank + 1) != std::string_view::npos) {
    return "expected two tokens with a blank between them";
  }
  return add_merge(pair.substr(0, blank), pair.substr(blank + 1));
}

void ModelStrings::finish_merges() {
  std::unordered_set<std::uint64_t> pairs;
  pairs.reserve(file_.merges.size());
  std::vector<FileMerge>& merges = file_.merges;
  const auto is_repeated = [&](const FileMerge& merge) {
    return !pairs.insert(std::uint64_t{merge.left} << 32 | merge.right).second;
  };
  // From the end, so that the last merge of a pair is the first one seen.
  const auto kept = std::remove_if(merges.rbegin(), merges.rend(), is_repeated);
  merges.erase(merges.begin(), kept.base());
}

void read_vocabulary(const JsonValue& vocabulary, const JsonPointer& at, ModelStrings& strings, JsonFields& fields) {
  if (!fields.expect(vocabulary, JsonKind::object, at)) return;
  strings.reserve(vocabulary.members().size());
  std::string buffer;
  for (const auto& [key, value] : vocabulary.members()) {
    const std::string_view token = key.text(buffer);
    const TokenId id = fields.number(value, at.member(token));
    if (fields.failed()) return;
    if (const auto reason = strings.add_token(token, id)) return fields.fail(at.member(token), *reason);
  }
}

}  // namespace tokmill::vocabularies
