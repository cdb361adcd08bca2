#include "core/tokenizer/special_tokens.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/tokenizer/encoding_data.hpp"
#include "lib/encoding.hpp"
#include "tokmill/registry.hpp"

namespace {

using namespace tokmill;

const SpecialTokens& specials(std::string_view name) { return EncodingAccess::data(encoding(name)).special_tokens; }

// The first occurrence of any name: tries every position and every token.
std::optional<SpecialOccurrence> first_occurrence(const SpecialTokens& tokens, std::string_view text,
                                                  std::size_t from) {
  for (std::size_t start = from; start < text.size(); ++start) {
    for (const SpecialToken& token : tokens.by_id()) {
      if (text.substr(start).starts_with(token.name)) return SpecialOccurrence{start, &token};
    }
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("special tokens: every name is found, and has the form that find() relies on") {
  for (const std::string_view encoding_name : encoding_names()) {
    for (const SpecialToken& token : specials(encoding_name).by_id()) {
      CAPTURE(token.name);
      REQUIRE(specials(encoding_name).named(token.name) == &token);
      REQUIRE(SpecialTokens::is_bracketed(token.name));
    }
    CHECK(specials(encoding_name).named("") == nullptr);
    CHECK(specials(encoding_name).named("<|endoftext|") == nullptr);
    CHECK(specials(encoding_name).named("<|reserved_300000|>") == nullptr);
  }
}

TEST_CASE("special tokens: the bracketed form") {
  for (const char* const name : {"<||>", "<|endoftext|>", "<|a|b>|>"}) CHECK(SpecialTokens::is_bracketed(name));
  const std::string longest = "<|" + std::string(28, 'x') + "|>";
  CHECK(SpecialTokens::is_bracketed(longest));
  for (const std::string& name : {std::string("<|>"), std::string("<s>"), std::string("<|a|>b"), std::string("a<|b|>"),
                                  std::string("<|a|>|>"), std::string("<|<|a|>"), longest.substr(0, 30) + "x|>"}) {
    CHECK_FALSE(SpecialTokens::is_bracketed(name));
  }
}

TEST_CASE("special tokens: find() gives the first occurrence") {
  std::mt19937 random(20261125);
  const std::vector<std::string> atoms = {"<|endoftext|>", "<|return|>", "<|", "|>", "<", "|", ">", "endoftext", "a",
                                          "<|reserved_200013|>", "<|reserved_300000|>", std::string(30, 'x')};
  for (const std::string_view name : {"cl100k_base", "o200k_harmony"}) {
    const SpecialTokens& tokens = specials(name);
    for (int i = 0; i < 1000; ++i) {
      std::string text;
      for (auto atom = random() % 12; atom > 0; --atom) text += atoms[random() % atoms.size()];
      CAPTURE(text);
      const std::size_t from = random() % (text.size() + 1);
      const auto expected = first_occurrence(tokens, text, from);
      const auto found = tokens.find(text, from);
      REQUIRE(found.has_value() == expected.has_value());
      if (!found) continue;
      REQUIRE(found->start == expected->start);
      REQUIRE(found->token == expected->token);
    }
  }
}

TEST_CASE("special tokens: a policy of many names") {
  std::vector<std::string> allowed;
  std::vector<std::string> disallowed;
  for (const SpecialToken& token : specials("o200k_harmony").by_id()) {
    (token.id % 2 == 0 ? allowed : disallowed).emplace_back(token.name);
  }
  const SpecialPolicy policy = SpecialPolicy::of(allowed, disallowed);
  for (const std::string& name : allowed) {
    REQUIRE(policy.allows(name));
    REQUIRE_FALSE(policy.disallows(name));
  }
  for (const std::string& name : disallowed) {
    REQUIRE(policy.disallows(name));
    REQUIRE_FALSE(policy.allows(name));
  }
  CHECK(policy.names().size() == allowed.size() + disallowed.size());
  CHECK_FALSE(policy.allows("<|reserved_300000|>"));
  CHECK_FALSE(policy.disallows("<|reserved_300000|>"));
}
