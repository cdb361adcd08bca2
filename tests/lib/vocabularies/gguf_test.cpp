#include "vocabularies/gguf.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tokmill/vocabularies/read.hpp"

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

template <class Number>
std::string bytes_of(Number number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

std::string string_of(std::string_view text) { return bytes_of(std::uint64_t{text.size()}).append(text); }

// Values with their types.
std::string string_value(std::string_view text) { return bytes_of(8U) + string_of(text); }
std::string number_value(std::uint32_t number) { return bytes_of(4U) + bytes_of(number); }
std::string strings_value(const std::vector<std::string>& strings) {
  std::string value = bytes_of(9U) + bytes_of(8U) + bytes_of(std::uint64_t{strings.size()});
  for (const std::string& string : strings) value += string_of(string);
  return value;
}
std::string flag_value(bool flag) { return bytes_of(7U) + bytes_of(std::uint8_t{flag}); }
std::string scores_value(const std::vector<float>& scores) {
  std::string value = bytes_of(9U) + bytes_of(6U) + bytes_of(std::uint64_t{scores.size()});
  for (const float score : scores) value += bytes_of(score);
  return value;
}
std::string types_value(const std::vector<std::int32_t>& types) {
  std::string value = bytes_of(9U) + bytes_of(5U) + bytes_of(std::uint64_t{types.size()});
  for (const std::int32_t type : types) value += bytes_of(type);
  return value;
}

struct Key {
  std::string name;
  std::string value;
};

std::string file_of(const std::vector<Key>& keys, std::uint32_t version = 3) {
  std::string file = "GGUF" + bytes_of(version) + bytes_of(std::uint64_t{0}) + bytes_of(std::uint64_t{keys.size()});
  for (const auto& [name, value] : keys) file += string_of(name) + value;
  return file;
}

// A small tokenizer, of which one value is replaced, or left out if `value` is empty.
std::vector<Key> keys_with(std::string_view name = {}, const std::string& value = {}) {
  std::vector<Key> keys = {
      {"general.architecture", string_value("llama")},
      {"llama.context_length", number_value(8192)},
      {"llama.rope.scaling", bytes_of(9U) + bytes_of(6U) + bytes_of(std::uint64_t{2}) + bytes_of(1.0F) + bytes_of(2.0F)},
      {"tokenizer.ggml.model", string_value("gpt2")},
      {"tokenizer.ggml.pre", string_value("llama-bpe")},
      {"tokenizer.ggml.tokens", strings_value({"a", "b", "Ġ", "ab", "<end>", "user"})},
      {"tokenizer.ggml.token_type", types_value({1, 1, 1, 1, 3, 4})},
      {"tokenizer.ggml.merges", strings_value({"a b"})},
  };
  if (name.empty()) return keys;
  std::vector<Key> changed;
  for (Key& key : keys) {
    if (key.name == name) key.value = value;
    if (!key.value.empty()) changed.push_back(std::move(key));
  }
  return changed;
}

Error gguf_error(const std::string& file) {
  const Result<TokenizerFile> read = read_gguf(file);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::malformed_tokenizer);
  return read.error();
}

}  // namespace

TEST_CASE("a byte-level tokenizer") {
  for (const std::uint32_t version : {2U, 3U}) {
    const Result<TokenizerFile> file = read_gguf(file_of(keys_with(), version));
    REQUIRE(file);
    REQUIRE(file->tokens.size() == 6);
    CHECK(file->bytes_of(file->tokens[2]) == " ");
    REQUIRE(file->merges.size() == 1);
    CHECK(file->merges[0].merged == 3);
    CHECK(file->ignore_merges);
    REQUIRE(file->splits.size() == 2);
    REQUIRE(file->added.size() == 2);
    CHECK(file->added[0].name == "<end>");
    CHECK(file->added[0].special);
    CHECK(file->added[1].id == 5);
    CHECK_FALSE(file->added[1].special);
  }
}

TEST_CASE("an added token of one character is not a byte") {
  std::vector<Key> keys = keys_with("tokenizer.ggml.tokens", strings_value({"a", "b", "Ġ", "ab", "<end>", "ü"}));
  const Result<TokenizerFile> file = read_gguf(file_of(keys));
  REQUIRE(file);
  CHECK(file->tokens.size() == 5);
  REQUIRE(file->added.size() == 2);
  CHECK(file->added[1].name == "ü");
  const Result<Encoding> encoding = read_encoding(file_of(keys), {"small", {}, {}});
  REQUIRE(encoding);
  CHECK(*encoding->encode("aüb", SpecialPolicy::ordinary()) == std::vector<TokenId>{0, 5, 1});
}

TEST_CASE("without a name, the architecture names the pre-tokenizer") {
  std::vector<Key> keys = keys_with("tokenizer.ggml.pre", {});
  keys[0].value = string_value("gptneox");
  const Result<TokenizerFile> file = read_gguf(file_of(keys));
  REQUIRE(file);
  CHECK(std::get<NormalForm>(file->normalizers.at(0)) == NormalForm::nfc);
  CHECK(std::get<ByteLevel>(file->splits.at(0)).use_regex);
}

TEST_CASE("errors name the key") {
  struct Case {
    const char* key;
    std::string value;
    const char* message;
  };
  const Case cases[] = {
      {"tokenizer.ggml.model", string_value("bert"), "tokenizer.ggml.model: expected gpt2 or llama, got 'bert'"},
      {"tokenizer.ggml.model", {}, "tokenizer.ggml.model: expected gpt2 or llama, got ''"},
      {"tokenizer.ggml.pre", string_value("later"), "tokenizer.ggml.pre: the pre-tokenizer of 'later' is not known"},
      {"tokenizer.ggml.pre", {}, "general.architecture: the pre-tokenizer of 'llama' is not known"},
      {"tokenizer.ggml.tokens", {}, "tokenizer.ggml.tokens: an array of strings is required"},
      {"tokenizer.ggml.tokens", number_value(1), "tokenizer.ggml.tokens: an array of strings is required"},
      {"tokenizer.ggml.tokens", types_value({1}), "tokenizer.ggml.tokens: an array of strings is required"},
      {"tokenizer.ggml.tokens", strings_value({"a", "b", "a", "ab", "<end>", "user"}),
       "tokenizer.ggml.tokens[2]: another token has the same string"},
      {"tokenizer.ggml.token_type", types_value({1}), "tokenizer.ggml.token_type: expected a number for each token"},
      {"tokenizer.ggml.merges", {}, "tokenizer.ggml.merges: an array of strings is required"},
      {"tokenizer.ggml.merges", strings_value({"a b", "b a"}),
       "tokenizer.ggml.merges[1]: the vocabulary has no token 'ba'"},
      {"tokenizer.ggml.merges", strings_value({"ab"}),
       "tokenizer.ggml.merges[0]: expected two tokens with a blank between them"},
  };
  for (const auto& [key, value, message] : cases) CHECK(gguf_error(file_of(keys_with(key, value))).message == message);
  CHECK(gguf_error("GGUX").message == "expected a GGUF file");
  CHECK(gguf_error(file_of({}, 1)).message == "expected version 2 or 3 of GGUF, got 1");
}

TEST_CASE("the first and the last token") {
  struct Case {
    std::vector<Key> keys;
    std::vector<TokenId> prefix;
    std::vector<TokenId> suffix;
  };
  const Key first = {"tokenizer.ggml.bos_token_id", number_value(4)};
  const Key last = {"tokenizer.ggml.eos_token_id", number_value(5)};
  const auto adds = [](const char* which, bool flag) {
    return Key{std::string("tokenizer.ggml.add_") + which + "_token", flag_value(flag)};
  };
  const Case cases[] = {
      {{}, {}, {}},
      {{first, last}, {4}, {}},  // llama-bpe
      {{first, adds("bos", false)}, {}, {}},
      {{first, last, adds("eos", true)}, {4}, {5}},
      {{last, adds("eos", true), adds("bos", false)}, {}, {5}},
      {{first, last, {"tokenizer.ggml.pre", string_value("qwen2")}}, {}, {}},
      {{first, adds("bos", true), {"tokenizer.ggml.pre", string_value("qwen2")}}, {4}, {}},
  };
  for (const auto& [added, prefix, suffix] : cases) {
    std::vector<Key> keys = keys_with();
    keys.insert(keys.end(), added.begin(), added.end());
    const Result<TokenizerFile> file = read_gguf(file_of(keys));
    REQUIRE(file);
    CHECK(file->prefix == prefix);
    CHECK(file->suffix == suffix);
  }
  std::vector<Key> keys = keys_with();
  keys.push_back(adds("bos", true));
  CHECK(gguf_error(file_of(keys)).message ==
        "tokenizer.ggml.bos_token_id: a number is required by tokenizer.ggml.add_bos_token");
  keys.push_back({"tokenizer.ggml.bos_token_id", number_value(6)});
  CHECK(gguf_error(file_of(keys)).message == "tokenizer.ggml.bos_token_id: there is no token 6");
}

namespace {

// A small SentencePiece model with one more key, which replaces another.
std::string characters_with(const std::vector<Key>& changed = {}) {
  std::vector<std::string> tokens = {"<unk>", "<s>", "</s>"};
  std::vector<std::int32_t> types = {2, 3, 3};
  for (int byte = 0; byte < 256; ++byte) {
    constexpr char digits[] = "0123456789ABCDEF";
    tokens.push_back(std::string("<0x") + digits[byte / 16] + digits[byte % 16] + '>');
    types.push_back(6);
  }
  std::vector<float> scores(tokens.size(), 0.0F);
  float score = 0;
  for (const char* const token : {"ab", "▁ab", "bc", "a", "b", "c", "▁"}) {
    tokens.emplace_back(token);
    types.push_back(1);
    scores.push_back(--score);
  }
  for (const auto& [token, type] : {std::pair("<user>", 4), std::pair("abc", 5)}) {
    tokens.emplace_back(token);
    types.push_back(type);
    scores.push_back(0);
  }
  std::vector<Key> keys = {{"tokenizer.ggml.model", string_value("llama")},
                           {"tokenizer.ggml.tokens", strings_value(tokens)},
                           {"tokenizer.ggml.token_type", types_value(types)},
                           {"tokenizer.ggml.scores", scores_value(scores)}};
  keys.insert(keys.end(), changed.begin(), changed.end());
  return file_of(keys);
}

constexpr TokenId ab = 259;  // followed by ▁ab, bc, a, b, c, ▁, <user> and abc

}  // namespace

TEST_CASE("SentencePiece's BPE") {
  const Result<TokenizerFile> file = read_gguf(characters_with());
  REQUIRE(file);
  CHECK(file->alphabet == Alphabet::characters);
  CHECK(file->byte_fallback);
  CHECK(file->unknown == TokenId{0});
  CHECK(file->normalizers == std::vector<Normalizer>{Prepend{"▁"}, Replace{" ", "▁"}});
  CHECK(file->prefix == std::vector<TokenId>{1});
  CHECK(file->suffix.empty());
  REQUIRE(file->added.size() == 4);
  CHECK(file->added[2] == AddedToken{"<user>", ab + 7, false, false});
  CHECK(file->added[3] == AddedToken{"<unk>", 0, true, false});
  // By score. The unused token is not made.
  REQUIRE(file->merges.size() == 3);
  CHECK(file->merges[0].merged == ab);
  CHECK(file->merges[1].left == ab + 6);
  CHECK(file->merges[1].right == ab);
  CHECK(file->merges[2].merged == ab + 2);
}

TEST_CASE("an added token of one character is also an ordinary one in SentencePiece's BPE") {
  std::vector<std::int32_t> types(ab + 9, 1);
  std::fill(types.begin() + 3, types.begin() + ab, 6);
  types[ab + 6] = 4;  // ▁
  const Result<TokenizerFile> file = read_gguf(characters_with({{"tokenizer.ggml.token_type", types_value(types)}}));
  REQUIRE(file);
  CHECK(file->tokens.size() == types.size());
  REQUIRE(file->added.size() == 1);
  CHECK(file->added[0].id == ab + 6);
}

TEST_CASE("the keys of SentencePiece's BPE") {
  const Result<TokenizerFile> file = read_gguf(characters_with({{"tokenizer.ggml.add_space_prefix", flag_value(false)},
                                                                {"tokenizer.ggml.add_bos_token", flag_value(false)},
                                                                {"tokenizer.ggml.add_eos_token", flag_value(true)}}));
  REQUIRE(file);
  CHECK(file->normalizers == std::vector<Normalizer>{Replace{" ", "▁"}});
  CHECK_FALSE(file->strips_first_blank);
  CHECK(file->prefix.empty());
  CHECK(file->suffix == std::vector<TokenId>{2});
  const auto error_with = [](const char* key, const std::string& value) {
    return gguf_error(characters_with({{key, value}})).message;
  };
  CHECK(error_with("tokenizer.ggml.remove_extra_whitespaces", flag_value(true)) ==
        "tokenizer.ggml.remove_extra_whitespaces: this feature is not supported");
  CHECK(error_with("tokenizer.ggml.precompiled_charsmap",
                   bytes_of(9U) + bytes_of(0U) + bytes_of(std::uint64_t{1}) + bytes_of(std::uint8_t{1})) ==
        "tokenizer.ggml.precompiled_charsmap: this feature is not supported");
  CHECK(error_with("tokenizer.ggml.scores", scores_value({1})) ==
        "tokenizer.ggml.scores: expected a number for each token");
  CHECK(error_with("tokenizer.ggml.token_type", types_value(std::vector<std::int32_t>(268, 1))) ==
        "tokenizer.ggml.token_type: expected a token of each byte");
  std::vector<float> scores(268, 0.0F);
  for (std::size_t i = ab; i < scores.size(); ++i) scores[i] = -1;
  CHECK(error_with("tokenizer.ggml.scores", scores_value(scores)) ==
        "tokenizer.ggml.scores[260]: two tokens with the same score are not supported");
}

TEST_CASE("every cut-off file is an error within the file") {
  const std::string whole = file_of(keys_with());
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const Error error = gguf_error(whole.substr(0, size));
    CHECK(error.position <= size);
  }
}

TEST_CASE("sizes that exceed the file are errors") {
  const std::uint64_t huge = ~std::uint64_t{0};
  for (const std::string& value : {
           bytes_of(8U) + bytes_of(huge), bytes_of(9U) + bytes_of(8U) + bytes_of(huge),
           bytes_of(9U) + bytes_of(12U) + bytes_of(huge / 8 + 1), bytes_of(9U) + bytes_of(9U) + bytes_of(huge),
           bytes_of(13U), bytes_of(9U) + bytes_of(99U) + bytes_of(huge)}) {
    for (const char* key : {"tokenizer.ggml.tokens", "tokenizer.ggml.token_type", "llama.context_length"}) {
      CHECK(gguf_error(file_of(keys_with(key, value))).message.starts_with("the metadata is cut off"));
    }
  }
}

TEST_CASE("the part of a file that is read") {
  const std::string whole = file_of(keys_with());
  CHECK(vocabulary_part(whole + std::string(1000, '\1')) == whole);
  CHECK(vocabulary_part(whole) == whole);
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const std::string cut_off = whole.substr(0, size);
    CHECK(vocabulary_part(cut_off).size() <= size);
    CHECK(gguf_error(std::string(vocabulary_part(cut_off))).message == gguf_error(cut_off).message);
  }
  CHECK(vocabulary_part("{}") == "{}");
}
