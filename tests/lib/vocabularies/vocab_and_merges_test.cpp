#include "vocabularies/vocab_and_merges.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <variant>

using namespace tokmill;
using namespace tokmill::vocabularies;

namespace {

constexpr std::string_view vocabulary = R"({"a": 0, "b": 1, "Ġ": 2, "ab": 3, "Ġab": 4})";

Error vocab_and_merges_error(std::string_view vocabulary_json, std::string_view merges) {
  const Result<TokenizerFile> file = read_vocab_and_merges(vocabulary_json, merges);
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::malformed_tokenizer);
  return file.error();
}

}  // namespace

TEST_CASE("tokens and merges, split as GPT-2 does") {
  for (const char* merges : {"#version: 0.2\na b\nĠ ab\n", "a b\r\nĠ ab\r\n", "a b\n\nĠ ab", "a b\nĠ ab\n\n"}) {
    const Result<TokenizerFile> file = read_vocab_and_merges(vocabulary, merges);
    REQUIRE(file);
    CHECK(file->tokens.size() == 5);
    CHECK(file->bytes_of(file->tokens[4]) == " ab");
    REQUIRE(file->merges.size() == 2);
    CHECK(file->merges[1].left == 2);
    CHECK(file->merges[1].right == 3);
    CHECK(file->merges[1].merged == 4);
    CHECK(std::get<ByteLevel>(file->splits.at(0)).use_regex);
  }
}

TEST_CASE("a token that starts with a hash sign is not a comment") {
  const Result<TokenizerFile> file = read_vocab_and_merges(R"({"#": 0, "##": 1})", "# #\n");
  REQUIRE(file);
  CHECK(file->merges.size() == 1);
}

TEST_CASE("errors have the line of the merges") {
  const Error unknown = vocab_and_merges_error(vocabulary, "a b\nb a\n");
  CHECK(unknown.message == "the vocabulary has no token 'ba'");
  CHECK(unknown.position == 2);
  CHECK(vocab_and_merges_error(vocabulary, "ab").message == "expected two tokens with a blank between them");
  CHECK(vocab_and_merges_error("[]", "").message == "(document): expected an object, got an array");
  CHECK(vocab_and_merges_error("{", "").message == "invalid JSON at column 2: unexpected end of input");
  CHECK(vocab_and_merges_error(R"({"a": 0, "b": 0})", "").message == "/b: another token has the same id");
}
