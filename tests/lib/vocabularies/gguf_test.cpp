#include "vocabularies/gguf.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
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
      {"tokenizer.ggml.model", string_value("llama"), "tokenizer.ggml.model: expected gpt2, got 'llama'"},
      {"tokenizer.ggml.model", {}, "tokenizer.ggml.model: expected gpt2, got ''"},
      {"tokenizer.ggml.pre", string_value("later"), "tokenizer.ggml.pre: the pre-tokenizer of 'later' is not known"},
      {"tokenizer.ggml.pre", {}, "general.architecture: the pre-tokenizer of 'llama' is not known"},
      {"tokenizer.ggml.tokens", {}, "tokenizer.ggml.tokens: an array of strings is required"},
      {"tokenizer.ggml.tokens", number_value(1), "tokenizer.ggml.tokens: an array of strings is required"},
      {"tokenizer.ggml.tokens", types_value({1}), "tokenizer.ggml.tokens: an array of strings is required"},
      {"tokenizer.ggml.tokens", strings_value({"a", "b", "Ġ", "ab", "a", "c"}),
       "tokenizer.ggml.tokens[4]: another token has the same string"},
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
