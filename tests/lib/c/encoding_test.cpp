#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

#include "lib/c/handles.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill_c;

namespace {

// Tokens for all bytes, with rank and id of the byte, and `ab` as 256, in base64.
std::string rank_file() {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string file;
  for (unsigned byte = 0; byte < 256; ++byte) {
    file += digits[byte >> 2];
    file += digits[(byte & 3) << 4];
    file += "== " + std::to_string(byte) + "\n";
  }
  return file + "YWI= 256\n";
}

std::size_t count(const tokmill_encoding* encoding, std::string_view text) {
  std::size_t tokens = 0;
  REQUIRE(tokmill_count(encoding, text.data(), text.size(), nullptr, 0, &tokens, nullptr) == TOKMILL_OK);
  return tokens;
}

}  // namespace

TEST_CASE("c: every built-in encoding is found by its name") {
  REQUIRE(tokmill_encoding_name_count() == tokmill::encoding_names().size());
  for (std::size_t i = 0; i < tokmill_encoding_name_count(); ++i) {
    const std::string_view name = tokmill_encoding_name_at(i);
    CHECK(name == tokmill::encoding_names()[i]);
    const auto made = encoding(name);
    std::size_t size = 0;
    CHECK(std::string_view(tokmill_encoding_name(made.get(), &size), name.size()) == name);
    CHECK(size == name.size());
    CHECK(tokmill_vocabulary_size(made.get()) == (*tokmill::find_encoding(name))->vocabulary_size());
  }
  CHECK(tokmill_encoding_name_at(tokmill_encoding_name_count()) == nullptr);
  const Failure failure = failure_of([](tokmill_error** error) {
    tokmill_encoding* made = nullptr;
    return tokmill_encoding_by_name("o200k", 5, &made, error);
  });
  CHECK(failure.status == TOKMILL_UNKNOWN_ENCODING);
  CHECK(failure.message.find("o200k_base") != std::string::npos);
}

TEST_CASE("c: the encoding of a model says whether it is the model's own") {
  const auto for_model = [](std::string_view model, int* exact, std::string& name) {
    tokmill_encoding* made = nullptr;
    const tokmill_status status = tokmill_encoding_for_model(model.data(), model.size(), &made, exact, nullptr);
    const EncodingHandle handle(made);
    if (status == TOKMILL_OK) name = tokmill_encoding_name(made, nullptr);
    return status;
  };
  std::string name;
  int exact = -1;
  CHECK(for_model("gpt-4", &exact, name) == TOKMILL_OK);
  CHECK(exact == 1);
  CHECK(name == "cl100k_base");
  CHECK(for_model("gpt-4", nullptr, name) == TOKMILL_OK);
  CHECK(for_model("claude-sonnet-4-5", &exact, name) == TOKMILL_OK);
  CHECK(exact == 0);
  CHECK(name == "o200k_base");
  CHECK(for_model("claude-sonnet-4-5", nullptr, name) == TOKMILL_UNKNOWN_MODEL);
  CHECK(for_model("no-such-model-at-all", &exact, name) == TOKMILL_UNKNOWN_MODEL);
}

TEST_CASE("c: an encoding of a rank file, from memory and from a file") {
  const std::string contents = rank_file();
  const tokmill_special_token special{"<|end|>", 7, 300};
  const tokmill_vocabulary_options options{"mine", 4, "cl100k", 6, &special, 1};
  tokmill_encoding* made = nullptr;
  REQUIRE(tokmill_encoding_from_memory(contents.data(), contents.size(), &options, &made, nullptr) == TOKMILL_OK);
  const EncodingHandle in_memory(made);
  CHECK(std::string(tokmill_encoding_name(made, nullptr)) == "mine");
  CHECK(count(made, "abc") == 2);
  CHECK(tokmill_vocabulary_size(made) == 301);

  const std::filesystem::path path = std::filesystem::temp_directory_path() / "tokmill_c_encoding_test.tiktoken";
  std::ofstream(path, std::ios::binary) << contents;
  const std::string name = path.string();
  REQUIRE(tokmill_encoding_from_file(name.data(), name.size(), &options, &made, nullptr) == TOKMILL_OK);
  const EncodingHandle in_file(made);
  CHECK(count(made, "abab") == 2);
  std::filesystem::remove(path);

  CHECK(failure_of([&](tokmill_error** error) {
          return tokmill_encoding_from_file(name.data(), name.size(), &options, &made, error);
        }).status == TOKMILL_UNREADABLE_FILE);
  CHECK(failure_of([&](tokmill_error** error) {
          return tokmill_encoding_from_memory(contents.data(), contents.size(), nullptr, &made, error);
        }).status == TOKMILL_INVALID_ARGUMENT);
  const tokmill_vocabulary_options bad_pattern{"mine", 4, "(", 1, nullptr, 0};
  CHECK(failure_of([&](tokmill_error** error) {
          return tokmill_encoding_from_memory(contents.data(), contents.size(), &bad_pattern, &made, error);
        }).status == TOKMILL_MALFORMED_PATTERN);
  const Failure malformed = failure_of([&](tokmill_error** error) {
    return tokmill_encoding_from_memory("AA== 0\n?? 1\n", 12, &options, &made, error);
  });
  CHECK(malformed.status == TOKMILL_MALFORMED_VOCABULARY);
  CHECK(malformed.position == 2);
}

TEST_CASE("c: an encoding of vocab.json and merges.txt") {
  const std::string_view vocabulary = R"({"a": 0, "b": 1, "ab": 2})";
  const std::string_view merges = "#version: 0.2\na b\n";
  tokmill_encoding* made = nullptr;
  REQUIRE(tokmill_encoding_from_merges(vocabulary.data(), vocabulary.size(), merges.data(), merges.size(), "small", 5,
                                       &made, nullptr) == TOKMILL_OK);
  const EncodingHandle small(made);
  CHECK(count(made, "abab") == 2);
  CHECK(failure_of([&](tokmill_error** error) {
          return tokmill_encoding_from_merges("[", 1, "", 0, "small", 5, &made, error);
        }).status == TOKMILL_MALFORMED_VOCABULARY);
}

TEST_CASE("c: tokens have bytes and ids") {
  const auto cl100k = encoding("cl100k_base");
  std::size_t size = 0;
  CHECK(std::string(tokmill_token_bytes(cl100k.get(), 1917, &size), 6) == " world");
  CHECK(size == 6);
  CHECK(tokmill_token_bytes(cl100k.get(), 100256, &size) == nullptr);
  CHECK(size == 0);
  std::uint32_t id = 0;
  CHECK(tokmill_token_id(cl100k.get(), " world", 6, &id) == 1);
  CHECK(id == 1917);
  CHECK(tokmill_token_id(cl100k.get(), "hello world", 11, &id) == 0);
  CHECK(id == 1917);
  CHECK(tokmill_token_id(cl100k.get(), nullptr, 0, &id) == 0);
}

TEST_CASE("c: special tokens are listed by id") {
  const auto cl100k = encoding("cl100k_base");
  const auto expected = (*tokmill::find_encoding("cl100k_base"))->special_tokens();
  REQUIRE(tokmill_special_token_count(cl100k.get()) == expected.size());
  tokmill_special_token token{};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    REQUIRE(tokmill_special_token_at(cl100k.get(), i, &token) == 1);
    CHECK(std::string_view(token.name, token.name_size) == expected[i].name);
    CHECK(token.id == expected[i].id);
  }
  CHECK(tokmill_special_token_at(cl100k.get(), expected.size(), &token) == 0);
  std::size_t size = 7;
  tokmill_prefix_tokens(cl100k.get(), &size);
  CHECK(size == 0);
  size = 7;
  tokmill_suffix_tokens(cl100k.get(), &size);
  CHECK(size == 0);
}

TEST_CASE("c: a policy with lists that do not suit its mode is refused") {
  const tokmill_text name = text_of("<|endoftext|>");
  tokmill_special_policy* policy = nullptr;
  for (const auto& [mode, allowed, disallowed] :
       {std::tuple<int, int, int>(TOKMILL_SPECIAL_ALLOW, 1, 0), {TOKMILL_SPECIAL_ALLOW, 0, 1},
        {TOKMILL_SPECIAL_ERROR, 0, 1}, {7, 0, 0}}) {
    const auto make = [&policy, &name, mode = mode, allowed = static_cast<std::size_t>(allowed),
                       disallowed = static_cast<std::size_t>(disallowed)](tokmill_error** error) {
      return tokmill_special_policy_new(mode, &name, allowed, &name, disallowed, &policy, error);
    };
    CHECK(failure_of(make).status == TOKMILL_INVALID_ARGUMENT);
  }
  CHECK(policy == nullptr);
}
