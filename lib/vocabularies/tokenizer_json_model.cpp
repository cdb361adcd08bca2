// The model of a tokenizer.json, and the tokens that are added to it.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "vocabularies/model_strings.hpp"
#include "vocabularies/string_ids.hpp"
#include "vocabularies/tokenizer_json.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// Adds a merge, which is "a b" or ["a", "b"].
std::optional<MergeProblem> add_merge(const JsonValue& merge, std::size_t index, std::string (&buffers)[2],
                                      ModelStrings& strings) {
  if (merge.is_string()) return strings.add_merge(merge.text(buffers[0]), index);
  const auto tokens = merge.elements();
  auto token = tokens.begin();
  if (tokens.size() == 2) {
    const JsonValue left = *token++;
    const JsonValue right = *token;
    if (left.is_string() && right.is_string()) {
      return strings.add_merge(left.text(buffers[0]), right.text(buffers[1]), index);
    }
  }
  return strings.fail_merge("expected two tokens, as \"a b\" or [\"a\", \"b\"]", index);
}

void read_merges(const JsonValue& merges, const JsonPointer& at, ModelStrings& strings, JsonFields& fields) {
  std::string buffers[2];
  const auto fail = [&](const MergeProblem& problem) { fields.fail(at.element(problem.place), problem.reason); };
  std::size_t index = 0;
  for (const JsonValue& merge : merges.elements()) {
    if (const auto problem = add_merge(merge, index++, buffers, strings)) return fail(*problem);
  }
  if (const auto problem = strings.finish_merges()) fail(*problem);
}

}  // namespace

void read_bpe_model(const JsonValue& model, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  // Old files do not name the type of a BPE model.
  if (const std::string type = fields.text(model, "type", at, "BPE"); type != "BPE") {
    return fields.fail(at.member("type"), "expected BPE, got " + type);
  }
  fields.expect_members(model, {"type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
                                "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges"}, at);
  for (const std::string_view name : {"dropout", "continuing_subword_prefix", "end_of_word_suffix"}) {
    fields.expect_unused(model, name, at);
  }
  file.byte_fallback = fields.flag(model, "byte_fallback", at, false);
  file.ignore_merges = fields.flag(model, "ignore_merges", at, false);
  file.fuse_unknown = fields.flag(model, "fuse_unk", at, false);
  const std::string unknown = fields.text(model, "unk_token", at, "");
  const auto vocabulary = fields.required(model, "vocab", JsonKind::object, at);
  const auto merges = fields.required(model, "merges", JsonKind::array, at);
  if (fields.failed()) return;

  ModelStrings strings(file);
  read_vocabulary(*vocabulary, at.member("vocab"), strings, fields);
  if (fields.failed()) return;
  read_merges(*merges, at.member("merges"), strings, fields);
  if (fields.failed() || unknown.empty()) return;
  file.unknown = file.ids.find(unknown);
  if (!file.unknown) fields.fail(at.member("unk_token"), "the vocabulary has no token '" + unknown + "'");
}

void read_added_tokens(const JsonValue& tokens, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  if (!fields.expect(tokens, JsonKind::array, at)) return;
  StringIds added_ids;
  // The id of the next token that the model lacks. Hugging Face tokenizers ignores the ids of the file.
  TokenId next = static_cast<TokenId>(file.tokens.size());
  std::size_t index = 0;
  for (const JsonValue& token : tokens.elements()) {
    const JsonPointer here = at.element(index++);
    if (!fields.expect(token, JsonKind::object, here)) return;
    fields.expect_members(token, {"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"}, here);
    for (const std::string_view name : {"single_word", "lstrip", "rstrip"}) fields.expect_unused(token, name, here);
    AddedToken added{};
    added.name = fields.text(token, "content", here);
    added.special = fields.flag(token, "special", here, false);
    added.normalized = fields.flag(token, "normalized", here, !added.special);
    if (fields.failed()) return;
    added.id = file.ids.find(added.name).value_or(next);
    if (added.name.empty() || !added_ids.insert(added.name, added.id)) continue;
    next = std::max(next, added.id + 1);
    file.added.push_back(std::move(added));
  }
}

}  // namespace tokmill::vocabularies
