#include "vocabularies/tokenizer_json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

// A byte-level tokenizer with the tokens a, b, ab and a blank, of which one member is replaced.
std::string tokenizer_with(std::string_view name, std::string_view json) {
  const std::pair<std::string_view, std::string_view> members[] = {
      {"version", R"("1.0")"},
      {"added_tokens", R"([{"id": 4, "content": "<end>", "normalized": false, "special": true}])"},
      {"normalizer", "null"},
      {"pre_tokenizer", R"({"type": "ByteLevel", "add_prefix_space": false})"},
      {"model", R"({"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2, "Ġ": 3}, "merges": ["a b"]})"},
  };
  std::string text = "{";
  bool is_replaced = false;
  for (const auto& [key, value] : members) {
    is_replaced |= key == name;
    text.append("\"").append(key).append("\": ").append(key == name ? json : value).append(",\n");
  }
  if (!is_replaced && !name.empty()) text.append("\"").append(name).append("\": ").append(json).append(",\n");
  return text.erase(text.size() - 2).append("}");
}

std::string model_with(std::string_view members) {
  return tokenizer_with("model", std::string(R"({"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [])")
                                     .append(members).append("}"));
}

TokenizerFile read(std::string_view json) {
  Result<TokenizerFile> file = read_tokenizer_json(json);
  REQUIRE_MESSAGE(file, (file ? std::string() : file.error().message));
  return *std::move(file);
}

std::string message_of(std::string_view json) {
  const Result<TokenizerFile> file = read_tokenizer_json(json);
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::malformed_tokenizer);
  return file.error().message;
}

std::vector<std::string> bytes_of(const TokenizerFile& file) {
  std::vector<std::string> bytes;
  for (const FileToken& token : file.tokens) bytes.emplace_back(file.bytes_of(token));
  return bytes;
}

}  // namespace

TEST_CASE("a byte-level tokenizer") {
  const TokenizerFile file = read(tokenizer_with("", ""));
  CHECK(file.alphabet == Alphabet::bytes);
  CHECK(bytes_of(file) == std::vector<std::string>{"a", "b", "ab", " "});
  REQUIRE(file.merges.size() == 1);
  CHECK(file.merges[0].left == 0);
  CHECK(file.merges[0].right == 1);
  CHECK(file.merges[0].merged == 2);
  CHECK_FALSE(file.ignore_merges);
  REQUIRE(file.added.size() == 1);
  CHECK(file.added[0].name == "<end>");
  CHECK(file.added[0].special);
  CHECK_FALSE(file.added[0].normalized);
  REQUIRE(file.splits.size() == 1);
  CHECK(std::get<ByteLevel>(file.splits[0]).use_regex);
}

TEST_CASE("merges are texts or pairs, and the last one of a pair counts") {
  const char* const model = R"({"vocab": {"a": 5, "b": 6, "ab": 7, "ba": 8}, "merges": )";
  for (const char* merges : {R"(["a b", "b a"]})", R"([["a", "b"], ["b", "a"]]})", R"(["b a", "a b", "b a"]})"}) {
    CAPTURE(merges);
    const TokenizerFile file = read(tokenizer_with("model", std::string(model).append(merges)));
    REQUIRE(file.merges.size() == 2);
    CHECK(file.merges[0].merged == 7);
    CHECK(file.merges[1].merged == 8);
  }
}

TEST_CASE("the byte alphabet") {
  const TokenizerFile file = read(tokenizer_with(
      "model", R"({"vocab": {"Ċ": 0, "ÃŁ": 1, "ł": 2, "Ń": 3, "ÿ": 4, "\u00AD": 5, "😀": 6, "ń": 7}, "merges": []})"));
  CHECK(bytes_of(file) == std::vector<std::string>{"\n", "\xC3\x9F", "\xA0", "\xAD", "\xFF", "\xC2\xAD", "😀", "ń"});
  const std::vector<bool> in_alphabet = {true, true, true, true, true, false, false, false};
  for (std::size_t i = 0; i < in_alphabet.size(); ++i) CHECK(file.tokens[i].in_alphabet == in_alphabet[i]);
}

TEST_CASE("a tokenizer of characters keeps its strings") {
  const TokenizerFile file = read(tokenizer_with("pre_tokenizer", "null"));
  CHECK(file.alphabet == Alphabet::characters);
  CHECK(bytes_of(file) == std::vector<std::string>{"a", "b", "ab", "Ġ"});
}

TEST_CASE("flags of the model") {
  const TokenizerFile file =
      read(model_with(R"(, "ignore_merges": true, "byte_fallback": true, "fuse_unk": true, "unk_token": "b")"));
  CHECK(file.ignore_merges);
  CHECK(file.byte_fallback);
  CHECK(file.fuse_unknown);
  CHECK(file.unknown == 1);
}

TEST_CASE("members without effect are accepted") {
  CHECK(read(model_with(R"(, "dropout": 0.0, "continuing_subword_prefix": "", "end_of_word_suffix": null)")).tokens
            .size() == 3);
  CHECK(read(tokenizer_with("padding", R"({"strategy": "BatchLongest", "pad_to_multiple_of": null})")).tokens.size() ==
        4);
}

TEST_CASE("added tokens have the ids that Hugging Face tokenizers give them") {
  const TokenizerFile file = read(tokenizer_with("added_tokens", R"([
      {"id": 0, "content": "ab", "special": true}, {"id": 90, "content": "x"}, {"id": 90, "content": ""},
      {"id": 7, "content": "x"}, {"id": 7, "content": "y", "special": true, "normalized": true}])"));
  REQUIRE(file.added.size() == 3);
  CHECK(file.added[0].id == 2);  // a token of the model
  CHECK(file.added[1].id == 4);  // the number of tokens
  CHECK(file.added[2].id == 5);
  CHECK_FALSE(file.added[0].normalized);
  CHECK(file.added[1].normalized);
  CHECK(file.added[2].normalized);
}

TEST_CASE("sequences of steps, nested too") {
  const TokenizerFile file = read(tokenizer_with("normalizer", R"({"type": "Sequence", "normalizers": [
      {"type": "NFKC"}, {"type": "Sequence", "normalizers": []}, {"type": "Sequence", "normalizers": [
      {"type": "Lowercase"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
      {"type": "Prepend", "prepend": "▁"}]})"));
  REQUIRE(file.normalizers.size() == 4);
  CHECK(std::get<NormalForm>(file.normalizers[0]) == NormalForm::nfkc);
  CHECK(std::holds_alternative<Lowercase>(file.normalizers[1]));
  CHECK(std::get<Replace>(file.normalizers[2]).content == "▁");
  CHECK(std::get<Prepend>(file.normalizers[3]).content == "▁");
}

TEST_CASE("steps of the pre-tokenizer") {
  const TokenizerFile file = read(tokenizer_with("pre_tokenizer", R"({"type": "Sequence", "pretokenizers": [
      {"type": "Split", "pattern": {"Regex": "\\d+"}, "behavior": "Removed", "invert": true},
      {"type": "Split", "pattern": {"String": "\\d+"}, "behavior": "MergedWithPrevious", "invert": false},
      {"type": "Digits", "individual_digits": true}, {"type": "Punctuation", "behavior": "Contiguous"},
      {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]})"));
  REQUIRE(file.splits.size() == 5);
  const Split& first = std::get<Split>(file.splits[0]);
  CHECK(first.pattern == "\\d+");
  CHECK(first.syntax == PatternSyntax::oniguruma);
  CHECK(first.behavior == SplitBehavior::removed);
  CHECK(first.invert);
  const Split& second = std::get<Split>(file.splits[1]);
  CHECK(second.syntax == PatternSyntax::text);
  CHECK(second.behavior == SplitBehavior::merged_with_previous);
  CHECK(std::get<Digits>(file.splits[2]).individual);
  CHECK(std::get<Punctuation>(file.splits[3]).behavior == SplitBehavior::contiguous);
  CHECK_FALSE(std::get<ByteLevel>(file.splits[4]).use_regex);
}

TEST_CASE("special tokens of the post-processor") {
  const TokenizerFile file = read(tokenizer_with("post_processor", R"({"type": "Sequence", "processors": [
      {"type": "ByteLevel", "trim_offsets": false}, {"type": "TemplateProcessing",
      "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                 {"SpecialToken": {"id": "</s>", "type_id": 0}}], "pair": [],
      "special_tokens": {"<s>": {"id": "<s>", "ids": [1, 4], "tokens": ["<s>"]},
                         "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}}]})"));
  CHECK(file.prefix == std::vector<TokenId>{1, 4});
  CHECK(file.suffix == std::vector<TokenId>{2});
}

TEST_CASE("the post-processors of BERT and RoBERTa add the same tokens") {
  for (const char* const type : {"BertProcessing", "RobertaProcessing"}) {
    const TokenizerFile file = read(tokenizer_with(
        "post_processor", std::string(R"({"sep": ["<end>", 4], "cls": ["a", 0], "type": ")") + type + "\"}"));
    CHECK(file.prefix == std::vector<TokenId>{0});
    CHECK(file.suffix == std::vector<TokenId>{4});
  }
}

TEST_CASE("the decoder of SentencePiece strips the first blank") {
  const auto without_bytes = [](const char* const json) {
    std::string text = tokenizer_with("decoder", json);
    const std::string step = R"({"type": "ByteLevel", "add_prefix_space": false})";
    return text.replace(text.find(step), step.size(), "null");
  };
  const char* const decoder = R"({"type": "Sequence", "decoders": [
      {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
      {"type": "Strip", "content": " ", "start": 1, "stop": 0}]})";
  CHECK(read(without_bytes(decoder)).strips_first_blank);
  CHECK_FALSE(read(tokenizer_with("", "")).strips_first_blank);
  CHECK(message_of(without_bytes(R"({"type": "ByteLevel"})")) == "/decoder: expected a ByteLevel pre-tokenizer, too");
}

TEST_CASE("errors name the member") {
  struct Case {
    std::string json;
    const char* message;
  };
  const Case cases[] = {
      {"[", "invalid JSON at column 2: unexpected end of input"},
      {"[]", "(document): expected an object, got an array"},
      {"{}", "/model: this member is required"},
      {tokenizer_with("surprise", "1"), "/surprise: this member is not supported"},
      {tokenizer_with("truncation", R"({"max_length": 8})"), "/truncation: this feature is not supported"},
      {tokenizer_with("padding", R"({"strategy": {"Fixed": 8}})"), "/padding: padding to a length is not supported"},
      {tokenizer_with("model", R"({"type": "Unigram", "vocab": [["a", -1]]})"),
       "/model/type: expected BPE, got Unigram"},
      {tokenizer_with("model", R"({"vocab": {"a": 0}})"), "/model/merges: this member is required"},
      {tokenizer_with("model", R"({"vocab": [], "merges": []})"), "/model/vocab: expected an object, got an array"},
      {tokenizer_with("model", R"({"vocab": {"a": -1}, "merges": []})"),
       "/model/vocab/a: expected an integer from 0 to 4294967295, got -1"},
      {tokenizer_with("model", R"({"vocab": {"a": 1.5}, "merges": []})"),
       "/model/vocab/a: expected an integer from 0 to 4294967295, got 1.5"},
      {tokenizer_with("model", R"({"vocab": {"a": 0, "b": 0}, "merges": []})"),
       "/model/vocab/b: another token has the same id"},
      {tokenizer_with("model", R"({"vocab": {"a": 0, "a": 1}, "merges": []})"),
       "/model/vocab/a: another token has the same string"},
      {tokenizer_with("model", R"({"vocab": {"a": 0, "b": 1}, "merges": ["a b"]})"),
       "/model/merges/0: the vocabulary has no token 'ab'"},
      {tokenizer_with("model", R"({"vocab": {"a": 0}, "merges": ["a x"]})"),
       "/model/merges/0: the vocabulary has no token 'x'"},
      {tokenizer_with("model", R"({"vocab": {"a": 0}, "merges": ["a  a"]})"),
       "/model/merges/0: expected two tokens with a blank between them"},
      {tokenizer_with("model", R"({"vocab": {"a": 0}, "merges": [["a"]]})"),
       "/model/merges/0: expected two tokens, as \"a b\" or [\"a\", \"b\"]"},
      {model_with(R"(, "dropout": 0.1)"), "/model/dropout: this feature is not supported"},
      {model_with(R"(, "continuing_subword_prefix": "##")"),
       "/model/continuing_subword_prefix: this feature is not supported"},
      {model_with(R"(, "end_of_word_suffix": "</w>")"), "/model/end_of_word_suffix: this feature is not supported"},
      {model_with(R"(, "ignore_merges": 1)"), "/model/ignore_merges: expected a boolean, got a number"},
      {model_with(R"(, "unk_token": "?")"), "/model/unk_token: the vocabulary has no token '?'"},
      {model_with(R"(, "later": true)"), "/model/later: this member is not supported"},
      {tokenizer_with("added_tokens", R"([{"id": 1, "content": "x", "lstrip": true}])"),
       "/added_tokens/0/lstrip: this feature is not supported"},
      {tokenizer_with("added_tokens", R"([{"id": 1}])"), "/added_tokens/0/content: this member is required"},
      {tokenizer_with("normalizer", R"({"type": "BertNormalizer"})"),
       "/normalizer/type: BertNormalizer is not supported"},
      {tokenizer_with("normalizer", R"({"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Strip"}]})"),
       "/normalizer/normalizers/1/type: Strip is not supported"},
      {tokenizer_with("normalizer", R"({"type": "Replace", "pattern": {"Regex": "a+"}, "content": ""})"),
       "/normalizer/pattern: replacing a regular expression is not supported"},
      {tokenizer_with("pre_tokenizer", R"({"type": "ByteLevel"})"),
       "/pre_tokenizer/add_prefix_space: this feature is not supported"},
      {tokenizer_with("pre_tokenizer", R"({"type": "Split", "pattern": {"Regex": "a"}, "behavior": "Sideways"})"),
       "/pre_tokenizer/behavior: Sideways is not a behavior"},
      {tokenizer_with("post_processor", R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}],
                                            "special_tokens": {"x": {"ids": [1]}}})"),
       "/post_processor/single: expected the text once"},
      {tokenizer_with("post_processor", R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}],
                                            "special_tokens": {}})"),
       "/post_processor/special_tokens/x: this member is required"},
      {tokenizer_with("post_processor", R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}],
                                            "special_tokens": {"x": {"ids": [1, 5]}}})"),
       "/post_processor/special_tokens/x/ids/1: there is no token 5"},
      {tokenizer_with("post_processor", R"({"type": "TemplateProcessing", "single": [{"Sequence": {"id": "B"}}]})"),
       "/post_processor/single/0/Sequence/id: expected A"},
      {tokenizer_with("post_processor", R"({"type": "BertProcessing", "sep": ["b", 1]})"),
       "/post_processor/cls: this member is required"},
      {tokenizer_with("post_processor", R"({"type": "BertProcessing", "sep": ["b", 1], "cls": [0]})"),
       "/post_processor/cls: expected a token and its id"},
      {tokenizer_with("post_processor", R"({"type": "Sequence", "processors": [
                                            {"type": "BertProcessing", "sep": ["b", 1], "cls": ["a", 0]},
                                            {"type": "BertProcessing", "sep": ["b", 1], "cls": ["a", 0]}]})"),
       "/post_processor/processors/1: expected only one step that adds tokens"},
      {tokenizer_with("decoder", R"({"type": "Replace", "pattern": {"String": "a"}, "content": "b"})"),
       "/decoder: expected to replace ▁ by a blank, in a vocabulary of characters"},
      {tokenizer_with("decoder", R"({"type": "WordPiece"})"), "/decoder/type: WordPiece is not supported"},
  };
  for (const Case& one : cases) CHECK(message_of(one.json) == one.message);
}
