#include "vocabularies/tokenizer_json.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

using ReadPart = void (*)(const JsonValue&, const JsonPointer&, TokenizerFile&, JsonFields&);

struct Part {
  std::string_view name;
  ReadPart read;
};

// The pre-tokenizer decides the alphabet of the model, and the model has the ids of added tokens.
constexpr Part parts[] = {
    {"normalizer", read_normalizer}, {"pre_tokenizer", read_pre_tokenizer},   {"model", read_bpe_model},
    {"added_tokens", read_added_tokens}, {"post_processor", read_post_processor}, {"decoder", read_decoder},
};

// Padding to the longest text of a batch has no effect on a single text.
void expect_no_padding(const JsonValue& document, const JsonPointer& root, JsonFields& fields) {
  const std::optional<JsonValue> padding = document.find("padding");
  if (!padding) return;
  const std::optional<JsonValue> strategy = padding->find("strategy");
  if (strategy && strategy->is_text("BatchLongest") && !padding->find("pad_to_multiple_of")) return;
  fields.fail(root.member("padding"), "padding to a length is not supported");
}

}  // namespace

Result<formats::JsonDocument> parse_tokenizer(std::string_view json) {
  Result<formats::JsonDocument> document = formats::parse_json(json);
  if (!document) return Error{ErrorCode::malformed_tokenizer, document.error().message, document.error().position};
  return document;
}

Result<TokenizerFile> read_tokenizer_json(std::string_view json) {
  const Result<formats::JsonDocument> document = parse_tokenizer(json);
  return document ? read_tokenizer_json(document->root()) : Result<TokenizerFile>(document.error());
}

Result<TokenizerFile> read_tokenizer_json(const JsonValue& value) {
  JsonFields fields(ErrorCode::malformed_tokenizer);
  const JsonPointer root;
  TokenizerFile file;
  if (fields.expect(value, JsonKind::object, root)) {
    fields.expect_members(value, {"version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer",
                                  "post_processor", "decoder", "model"}, root);
    fields.expect_unused(value, "truncation", root);
    expect_no_padding(value, root, fields);
    (void)fields.required(value, "model", JsonKind::object, root);
  }
  for (const Part& part : parts) {
    if (fields.failed()) return fields.error();
    if (const auto member = value.find(part.name)) part.read(*member, root.member(part.name), file, fields);
  }
  if (fields.failed()) return fields.error();
  return file;
}

}  // namespace tokmill::vocabularies
