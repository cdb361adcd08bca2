#include "pricing/model_name.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

PricedModel model_of(std::string_view provider, std::string_view id) {
  PricedModel model;
  model.provider = provider;
  model.id = id;
  return model;
}

// The forms of a name after the first, with ! if they are those of a fine-tuned model, with ? if of a variant.
std::vector<std::string> rewritten(std::string_view name) {
  std::vector<std::string> names;
  for (const NameForm& form : name_forms(name)) {
    names.push_back(form.name + (form.is_fine_tuned ? "!" : "") + (form.is_variant ? "?" : ""));
  }
  REQUIRE(!names.empty());
  CHECK(names.front() == name);
  names.erase(names.begin());
  return names;
}

}  // namespace

TEST_CASE("spellings of a name differ in case and in dots, dashes and underscores") {
  CHECK(same_spelling("claude-sonnet-4.5", "Claude_Sonnet-4-5"));
  CHECK(same_spelling("", ""));
  CHECK_FALSE(same_spelling("gpt-4", "gpt-4o"));
  CHECK_FALSE(same_spelling("gpt-4", "gpt/4"));
  CHECK_FALSE(same_spelling("gpt-4", "gpt-5"));
}

TEST_CASE("names of the same spelling have the same hash") {
  CHECK(hash_of_spelling("claude-sonnet-4.5") == hash_of_spelling("Claude_Sonnet-4-5"));
  CHECK(hash_of_spelling("gpt-4") != hash_of_spelling("gpt-5"));
}

TEST_CASE("patterns") {
  for (const auto& [name, pattern] : std::vector<std::pair<const char*, const char*>>{
           {"gpt-5", "gpt-5*"}, {"gpt-5-mini", "GPT-5*"}, {"gpt-5-mini", "*mini"}, {"gpt-5-mini", "g*5*n?"},
           {"", ""}, {"", "**"}, {"aXbXc", "a*X?"}, {"aab", "*ab"}, {"gpt-5.1", "gpt-?.?"}}) {
    const auto& its_name = name;  // clang 14 cannot capture name
    CAPTURE(its_name);
    const auto& its_pattern = pattern;
    CAPTURE(its_pattern);
    CHECK(matches_pattern(name, pattern));
  }
  for (const auto& [name, pattern] : std::vector<std::pair<const char*, const char*>>{
           {"gpt-5", "gpt-5"  "?"}, {"gpt-5", "pt*"}, {"gpt-5-mini", "gpt-5.*"}, {"a", ""}, {"ab", "a*c"}, {"", "?"}}) {
    const auto& its_name = name;  // clang 14 cannot capture name
    CAPTURE(its_name);
    const auto& its_pattern = pattern;
    CAPTURE(its_pattern);
    CHECK_FALSE(matches_pattern(name, pattern));
  }
  CHECK_FALSE(matches_pattern("claude-sonnet-4-5", "claude-sonnet-4.*"));
  CHECK(matches_pattern("claude-sonnet-4-5", "claude_sonnet-4.*", Spelling::any));
  CHECK_FALSE(matches_pattern("claude-sonnet-5", "claude-sonnet-4.*", Spelling::any));
}

TEST_CASE("providers: makers, resellers and other names") {
  CHECK(canonical_provider("x-ai") == "xai");
  CHECK(canonical_provider("X_AI") == "xai");
  CHECK(canonical_provider("vertex_ai-language-models") == "vertex_ai");
  CHECK(canonical_provider("somebody") == "somebody");
  CHECK(is_listed_provider("Azure"));
  CHECK_FALSE(is_listed_provider("somebody"));
  CHECK_FALSE(is_listed_provider(""));
  CHECK(same_provider("gemini", "google"));
  CHECK(same_provider("Somebody", "somebody"));
  CHECK_FALSE(same_provider("openai", "azure"));

  CHECK(seller_of("", "anything") == Seller::maker);
  CHECK(seller_of("openai", "gpt-9") == Seller::maker);
  CHECK(seller_of("x-ai", "grok-9") == Seller::maker);
  CHECK(seller_of("google", "claude-9") == Seller::other_maker);
  CHECK(seller_of("azure", "gpt-9") == Seller::reseller);
  CHECK(seller_of("somebody", "gpt-9") == Seller::reseller);
  CHECK(seller_of("nvidia", "openai/gpt-9") == Seller::reseller);
  CHECK(seller_of("nvidia", "somebody/gpt-9") == Seller::other_maker);
}

TEST_CASE("the id without the provider that a table puts before it") {
  CHECK(own_id(model_of("azure", "azure/gpt-4o")) == "gpt-4o");
  CHECK(own_id(model_of("vertex_ai-language-models", "vertex_ai/gemini")) == "gemini");
  CHECK(own_id(model_of("groq", "openai/gpt-oss-120b")) == "openai/gpt-oss-120b");
  CHECK(own_id(model_of("", "/x")) == "/x");
  CHECK(own_id(model_of("openai", "gpt-4o")) == "gpt-4o");
}

TEST_CASE("rules rewrite names one after the other") {
  using Names = std::vector<std::string>;
  CHECK(rewritten("gpt-4o").empty());
  CHECK(rewritten("eu.anthropic.claude-x-20250929-v1:0") ==
        Names{"bedrock/anthropic.claude-x-20250929-v1:0", "bedrock/anthropic.claude-x-20250929",
              "bedrock/anthropic/claude-x-20250929", "bedrock/anthropic/claude-x"});
  CHECK(rewritten("EU.Anthropic.claude-x") == Names{"bedrock/Anthropic.claude-x", "bedrock/Anthropic/claude-x"});
  CHECK(rewritten("ft:gpt-x-2024-07-18:org::id") == Names{"ft:gpt-x-2024-07-18", "ft:gpt-x", "gpt-x!"});
  CHECK(rewritten("gpt-x:ft-org-2023") == Names{"ft:gpt-x", "gpt-x!"});
  CHECK(rewritten("models/gemini-x-latest") == Names{"google/gemini-x-latest", "google/gemini-x"});
  CHECK(rewritten("claude-x@20250514") == Names{"claude-x-20250514", "claude-x"});
  CHECK(rewritten("openai:gpt-x") == Names{"openai/gpt-x"});
  for (const char* suffix : {"free", "nitro", "floor", "online", "exacto", "extended", "thinking", "Beta"}) {
    CHECK(rewritten(std::string("gpt-x:") + suffix) == Names{"gpt-x?"});
  }
  // These numbers are not dates, and a variant is not a provider.
  CHECK(rewritten("gpt-4-0613").empty());
  CHECK(rewritten("deepseek-r1:8b").empty());
  CHECK(rewritten(std::string(300, 'a') + "-latest").empty());
}

TEST_CASE("versions of a name are ordered by their dates") {
  const auto version = [](std::string_view id, std::string_view name) { return version_of(id, name, 0).value_or("none"); };
  CHECK(version("grok-4-0709", "grok-4") == "0709");
  CHECK(version("Grok-4-0709", "grok-4") == "0709");
  CHECK(version("command-a-03-2025", "command-a") > version("command-a-08-2024", "command-a"));
  CHECK(version("gpt-x-2026-01-02", "gpt-x") > version("gpt-x-2025-12-31", "gpt-x"));
  CHECK(version("kimi-k2-0905-preview", "kimi-k2") == "0905");
  CHECK(version("grok-4-fast", "grok-4") == "none");
  CHECK(version("grok-4", "grok-4") == "none");
  CHECK(version("grok-4-0709", "grok") == "none");
  CHECK(version_of("gemini-3-flash-preview", "gemini-3-flash", 1).has_value());
  CHECK(number_of_version_rules() == 2);
}
