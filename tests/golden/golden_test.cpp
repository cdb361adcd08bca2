// Compares the library and the reference with recorded results of tiktoken 0.14.0. make_golden.py writes the files.

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reference/tokenizer.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using nlohmann::json;
using tokmill::SpecialPolicy;
using tokmill::TokenId;

std::vector<json> lines_of(const std::string& name) {
  std::ifstream file(std::string(TOKMILL_TESTS_DIR "/golden/") + name + ".golden");
  std::vector<json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(json::parse(line));
  return lines;
}

// Converts allowed_special and disallowed_special to a policy. In tiktoken, disallowed_special="all" means every
// special token that is not allowed.
SpecialPolicy policy_of(const json& allowed, const json& disallowed) {
  const auto names = [](const json& list) { return list.get<std::vector<std::string>>(); };
  if (allowed == "all") return SpecialPolicy::allow_all();
  if (disallowed == "all") return SpecialPolicy::allow(names(allowed));
  return SpecialPolicy::of(names(allowed), names(disallowed));
}

// Id 200018 of o200k_harmony has two names; decode() returns the first.
std::string with_first_names(std::string text, const std::vector<TokenId>& tokens) {
  static const std::string second = "<|reserved_200018|>";
  const std::size_t at = text.find(second);
  if (at == std::string::npos || std::find(tokens.begin(), tokens.end(), 200018) == tokens.end()) return text;
  return text.replace(at, second.size(), "<|endofprompt|>");
}

}  // namespace

TEST_CASE("encoding ordinary text gives the same tokens as tiktoken") {
  const std::vector<json> texts = lines_of("texts");
  REQUIRE(texts.size() > 400);
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    const std::vector<json> golden = lines_of(std::string(name));
    REQUIRE(golden.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CAPTURE(name);
      CAPTURE(texts[i].dump(-1, ' ', true));
      const auto text = texts[i].get<std::string>();
      const auto expected = golden[i].get<std::vector<TokenId>>();
      CHECK(*encoding.encode(text, SpecialPolicy::ordinary()) == expected);
      std::vector<TokenId> appended = {7};
      encoding.encode_ordinary(text, appended);
      CHECK(std::vector<TokenId>(appended.begin() + 1, appended.end()) == expected);
      CHECK(encoding.count(text) == expected.size());
      CHECK(*encoding.count(text, SpecialPolicy::ordinary()) == expected.size());
      CHECK(*encoding.decode(expected) == text);
    }
  }
}

TEST_CASE("the reference gives the same tokens as tiktoken") {
  const std::vector<json> texts = lines_of("texts");
  for (const std::string_view name : tokmill::reference::encoding_names()) {
    const std::vector<json> golden = lines_of(std::string(name));
    REQUIRE(golden.size() == texts.size());
    int compared = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CAPTURE(name);
      CAPTURE(texts[i].dump(-1, ' ', true));
      const auto text = texts[i].get<std::string>();
      if (!tokmill::reference::icu_knows(text)) continue;
      ++compared;
      CHECK(tokmill::reference::tokenizer(name).encode_ordinary(text) == golden[i].get<std::vector<TokenId>>());
    }
    CHECK(compared > 300);
  }
}

TEST_CASE("special tokens are allowed, rejected or treated as text as in tiktoken") {
  int refused = 0;
  const std::vector<json> cases = lines_of("special");
  REQUIRE(cases.size() > 700);
  for (const json& golden : cases) {
    CAPTURE(golden.dump());
    const tokmill::Encoding& encoding = **tokmill::find_encoding(golden.at("encoding").get<std::string>());
    const auto text = golden.at("text").get<std::string>();
    const SpecialPolicy policy = policy_of(golden.at("allowed"), golden.at("disallowed"));
    const auto tokens = encoding.encode(text, policy);
    const auto count = encoding.count(text, policy);
    if (golden.contains("refused")) {
      ++refused;
      REQUIRE_FALSE(tokens);
      CHECK(tokens.error().code == tokmill::ErrorCode::disallowed_special_token);
      CHECK(tokens.error().position == text.find(golden.at("refused").get<std::string>()));
      REQUIRE_FALSE(count);
      CHECK(count.error().position == tokens.error().position);
    } else {
      REQUIRE(tokens);
      CHECK(*tokens == golden.at("tokens").get<std::vector<TokenId>>());
      REQUIRE(count);
      CHECK(*count == tokens->size());
      CHECK(*encoding.decode(*tokens) == with_first_names(text, *tokens));
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("every token encodes to itself or is listed as unreachable") {
  const std::vector<json> unreachable = lines_of("unreachable");
  std::size_t listed = 0;
  for (const std::string_view name : tokmill::encoding_names()) {
    const tokmill::Encoding& encoding = **tokmill::find_encoding(name);
    std::vector<std::optional<std::vector<TokenId>>> other_tokens(encoding.vocabulary_size());
    for (const json& row : unreachable) {
      if (row.at("encoding") != name) continue;
      other_tokens.at(row.at("id").get<std::size_t>()) = row.at("tokens").get<std::vector<TokenId>>();
      ++listed;
    }
    std::vector<bool> is_special(encoding.vocabulary_size());
    for (const tokmill::SpecialToken& token : encoding.special_tokens()) is_special[token.id] = true;

    std::size_t tokens_seen = 0;
    for (TokenId id = 0; id < encoding.vocabulary_size(); ++id) {
      const std::optional<std::string_view> bytes = encoding.token_bytes(id);
      if (!bytes) continue;
      ++tokens_seen;
      CAPTURE(name);
      CAPTURE(id);
      if (encoding.token_id(*bytes) != id) FAIL_CHECK("token_id() of its bytes is another token");
      if (is_special[id]) {
        if (*encoding.encode(*bytes, SpecialPolicy::allow_all()) != std::vector{id}) {
          FAIL_CHECK("not encoded as itself although special tokens are allowed");
        }
        continue;
      }
      // A token that is not whole UTF-8 characters can only occur inside a longer text.
      if (tokmill::find_ill_formed(*bytes)) continue;
      std::vector<TokenId> tokens;
      encoding.encode_ordinary(*bytes, tokens);
      if (tokens != other_tokens[id].value_or(std::vector{id})) {
        FAIL_CHECK("encoded neither as itself nor as listed in unreachable.golden");
      }
    }
    CHECK(tokens_seen > 50'000);
  }
  CHECK(listed == unreachable.size());
}
