#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tokmill/pricing/pricing.hpp"

using namespace tokmill;
using namespace tokmill::pricing;

TEST_CASE("a model is found by id, provider/id and alias") {
  const PriceBook book;
  CHECK(book.find("gpt-4o")->id == "gpt-4o");
  CHECK(book.find("openai/gpt-4o")->id == "gpt-4o");
  CHECK(book.find("gpt-4o-2024-11-20")->id == "gpt-4o");
  CHECK(book.find("openai/gpt-oss-120b")->provider == "groq");
  CHECK(book.find("groq/openai/gpt-oss-120b")->encoding == "o200k_harmony");
}

TEST_CASE("the error for an unknown model suggests the nearest name") {
  const PriceBook book;
  const Result<PricedModel> model = book.find("gpt-4oo");
  REQUIRE(!model);
  CHECK(model.error().code == ErrorCode::unknown_model);
  CHECK(book.find("zzzzzzzzzzzzzzzzzzzzzzzz").error().message == "unknown model 'zzzzzzzzzzzzzzzzzzzzzzzz'");
  CHECK(model.error().message == "unknown model 'gpt-4oo'; did you mean gpt-4o?");
}

TEST_CASE("an added table replaces all prices of a model but none of its other facts") {
  PriceBook book;
  book.add(*PriceTable::parse("model\tprovider\tinput\ngpt-4o\topenai\t7\nmine\tme\t1\n"));
  const PricedModel model = *book.find("gpt-4o");
  REQUIRE(model.prices.size() == 1);
  CHECK(model.prices[0].input == *parse_dollars("7e-6"));
  CHECK_FALSE(model.prices[0].cached_input.has_value());
  CHECK(model.encoding == "o200k_base");
  CHECK(model.context_window == 128000);
  CHECK(book.find("mine")->id == "mine");
  CHECK(book.find("gpt-4o-mini")->prices.size() == 3);

  SUBCASE("also under its aliases") {
    CHECK(book.find("gpt-4o-2024-11-20")->prices[0].input == *parse_dollars("7e-6"));
  }
  SUBCASE("and each model is listed once") {
    int found = 0;
    for (const PricedModel& listed : book.models()) found += listed.id == "gpt-4o" ? 1 : 0;
    CHECK(found == 1);
    CHECK(book.models().size() == PriceTable::built_in().models().size() + 1);
  }
}

TEST_CASE("a table with only an input limit does not shrink the context window") {
  const auto book_with = [](const std::string& max_input) {
    PriceBook book;
    std::string table("model\tinput\tmax_input\nmine\t1\t10\ngpt-5\t1\t");
    book.add(*PriceTable::parse(table.append(max_input)));
    return book;
  };
  const PriceBook book = book_with("272000");
  CHECK(book.find("gpt-5")->context_window == 400000);
  CHECK(book.find("gpt-5")->max_input == 272000);
  CHECK(book_with("500000").find("gpt-5")->context_window == 500000);
  // If nothing else is known, the input limit is the window.
  CHECK(book.find("mine")->context_window == 10);
  for (const PricedModel& model : book.models()) {
    if (model.id == "mine") CHECK(model.context_window == 10);
  }
}

namespace {

struct Row {
  const char* provider;
  const char* id;
  const char* input;  // dollars per million tokens
  const char* alias = nullptr;
};

PriceTable table_of(const std::vector<Row>& rows) {
  PriceTable table;
  for (const Row& row : rows) {
    Price price;
    price.input = *parse_dollars_per_million(row.input);
    PricedModel model;
    model.provider = table.keep(row.provider);
    model.id = table.keep(row.id);
    model.prices = table.keep(std::vector<Price>{price});
    if (row.alias != nullptr) model.aliases = table.keep(std::vector<std::string_view>{table.keep(row.alias)});
    REQUIRE(table.add(model));
  }
  return table;
}

PriceBook book_with(const std::vector<Row>& rows) {
  PriceBook book;
  book.add(table_of(rows));
  return book;
}

// The price of a million input tokens, and whose it is: `1.75 openai/gpt-4o`.
std::string price_of(const PriceBook& book, std::string_view name) {
  const Result<FoundModel> found = book.resolve(name);
  if (!found) return found.error().message;
  const std::span<const Price> prices = found->model.prices;
  const std::string price = prices.empty() ? "unknown" : exact_decimal(*per_million(*prices[0].input), 0);
  return price + " " + qualified_name(found->model);
}

// What a user is told about a name.
std::string resolution_of(const PriceBook& book, std::string_view name) {
  const Result<FoundModel> found = book.resolve(name);
  if (!found) return "unknown";
  const NameResolution& how = found->resolution;
  std::string text = qualified_name(found->model);
  if (how.by_rule) text += " rule";
  if (!how.other_provider.empty()) text += " not:" + how.other_provider;
  if (how.from_reseller) text += " reseller";
  if (how.several_makers) text += " several";
  if (how.fine_tuned) text += " fine-tuned";
  if (how.variant) text += " variant";
  CHECK(how.is_notable() == (text != qualified_name(found->model)));
  return text;
}

}  // namespace

TEST_CASE("names: spellings of models in the built-in table") {
  const PriceBook book;
  const std::pair<const char*, const char*> names[] = {
      {"gpt-4o", "openai/gpt-4o"},
      {"openai/gpt-4o", "openai/gpt-4o"},
      {"gpt-4o-2024-08-06", "openai/gpt-4o"},
      {"GPT-4o", "openai/gpt-4o rule"},
      {"azure/gpt-4o", "openai/gpt-4o not:azure"},
      {"azure_ai/gpt-4o", "openai/gpt-4o not:azure_ai"},
      {"azure/eu/gpt-4o", "openai/gpt-4o rule not:azure"},
      {"gemini/gemini-2.5-pro", "google/gemini-2.5-pro rule"},
      {"models/gemini-2.5-flash", "google/gemini-2.5-flash rule"},
      {"vertex_ai/gemini-2.5-pro", "google/gemini-2.5-pro not:vertex_ai"},
      {"vertex_ai/claude-sonnet-4@20250514", "anthropic/claude-sonnet-4-0 rule not:vertex_ai"},
      {"claude-sonnet-4@20250514", "anthropic/claude-sonnet-4-0 rule"},
      {"us.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic/claude-sonnet-4-5 rule not:bedrock"},
      {"anthropic.claude-3-haiku-20240307-v1:0", "anthropic/claude-3-haiku rule not:bedrock"},
      {"bedrock/anthropic.claude-3-haiku-20240307-v1:0", "anthropic/claude-3-haiku rule not:bedrock"},
      {"bedrock/us-east-1/anthropic.claude-3-haiku-20240307-v1:0", "anthropic/claude-3-haiku rule not:bedrock"},
      {"openrouter/anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5 rule not:openrouter"},
      {"claude-sonnet-4.5", "anthropic/claude-sonnet-4-5 rule"},
      {"claude-3.5-sonnet", "anthropic/claude-3-5-sonnet rule"},
      {"claude-5-opus", "anthropic/claude-opus-5 rule"},
      {"claude-3-5-sonnet-latest", "anthropic/claude-3-5-sonnet rule"},
      {"x-ai/grok-4.5", "xai/grok-4.5 rule"},
      {"grok-4", "xai/grok-4-0709 rule"},
      {"gpt-35-turbo", "openai/gpt-3.5-turbo rule"},
      {"azure/gpt-35-turbo", "openai/gpt-3.5-turbo rule not:azure"},
      {"gpt-4-turbo-preview", "openai/gpt-4-turbo rule"},
      {"o1-preview", "openai/o1 rule"},
      {"openai:gpt-4o", "openai/gpt-4o rule"},
      {"ft:gpt-4o-mini-2024-07-18:org::id", "openai/gpt-4o-mini rule fine-tuned"},
      {"gpt-4o:free", "openai/gpt-4o rule variant"},
      {"openrouter/anthropic/claude-sonnet-4.5:Online", "anthropic/claude-sonnet-4-5 rule not:openrouter variant"},
      {"openai/gpt-oss-120b", "groq/openai/gpt-oss-120b not:openai reseller"},
      {"groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-120b"},
      {"llama-3.1-8b-instant", "groq/llama-3.1-8b-instant reseller"},
      {"gpt-5zzz", "unknown"},
      {"unlisted/gpt-4o", "unknown"},
      {"azure/", "unknown"},
      {"/", "unknown"},
      {"", "unknown"},
  };
  for (const auto& [name, resolution] : names) {
    const auto& its_name = name;  // clang 14 cannot capture name
    CAPTURE(its_name);
    CHECK(resolution_of(book, name) == resolution);
  }
  // The dated id of a known model, and the name without "-latest" of a dated one, whatever the table has.
  const PriceBook dated = book_with({{"anthropic", "claude-x-9", "1"}, {"mistral", "mistral-x-2411", "2"},
                                     {"mistral", "mistral-x-2512", "3"}, {"cohere", "command-x-08-2024", "4"},
                                     {"cohere", "command-x-03-2025", "5"}});
  CHECK(price_of(dated, "claude-x-9-20260416") == "1 anthropic/claude-x-9");
  CHECK(price_of(dated, "mistral-x-latest") == "3 mistral/mistral-x-2512");
  CHECK(price_of(dated, "command-x") == "5 cohere/command-x-03-2025");
  CHECK(price_of(dated, "mistral-x-9").starts_with("unknown model"));
}

TEST_CASE("names: too long ones are unknown") {
  const PriceBook book;
  CHECK(resolution_of(book, "azure/" + std::string(100000, 'a')) == "unknown");
  CHECK(resolution_of(book, std::string(100000, '/')) == "unknown");
  std::string providers;
  for (int i = 0; i < 10000; ++i) providers += "azure/";
  CHECK(resolution_of(book, providers + "gpt-4o") == "unknown");
  CHECK(resolution_of(book, providers.substr(0, 60) + "gpt-4o") == "openai/gpt-4o not:azure");
  const std::string id = "azure/" + std::string(1000, 'm');
  CHECK(resolution_of(book_with({{"kyma", id.c_str(), "1"}}), id) == "kyma/" + id + " reseller");
}

TEST_CASE("a fine-tuned model has its own price, or none") {
  const char* const name = "ft:gpt-4o-mini-2024-07-18:org::id";
  CHECK(price_of(PriceBook(), name) == "unknown openai/gpt-4o-mini");
  CHECK(PriceBook().find(name)->context_window == 128000);
  const PriceBook book = book_with({{"openai", "ft:gpt-4o-mini-2024-07-18", "0.3"}});
  CHECK(price_of(book, name) == "0.3 openai/ft:gpt-4o-mini-2024-07-18");
  CHECK(resolution_of(book, name) == "openai/ft:gpt-4o-mini-2024-07-18 rule");
}

TEST_CASE("a variant has its own price, or none") {
  CHECK(price_of(PriceBook(), "openrouter/openai/gpt-4o:free") == "unknown openai/gpt-4o");
  CHECK(PriceBook().find("gpt-4o:nitro")->encoding == "o200k_base");
  const PriceBook book = book_with({{"openrouter", "openai/gpt-4o:free", "0"}});
  CHECK(price_of(book, "openrouter/openai/gpt-4o:free") == "0 openrouter/openai/gpt-4o:free");
  CHECK(resolution_of(book, "openrouter/openai/gpt-4o:free") == "openrouter/openai/gpt-4o:free");
}

TEST_CASE("a price is that of the provider in the name, else of the maker, else of a reseller") {
  const PriceBook book = book_with({{"poe", "openai/gpt-5.3-codex-spark", "0"},
                                    {"openai", "gpt-5.3-codex-spark", "1.75"},
                                    {"llmgateway", "azure/gpt-5", "9"},
                                    {"vercel", "mistral/mistral-embed", "8"},
                                    {"alibaba-token-plan", "deepseek-v3.2", "0"},
                                    {"deepseek", "deepseek-v3.2", "0.28"},
                                    {"cursor", "grok-4.7", "7"},
                                    {"x-ai", "grok-4.7", "2"},
                                    {"github-copilot", "gemini-4-argon", "2"},
                                    {"gemini", "gemini/gemini-4-argon", "4"},
                                    {"kyma", "kyma/only-here", "3"},
                                    {"together_ai", "shared-by-two", "5"},
                                    {"alibaba", "shared-by-makers", "1"},
                                    {"google", "shared-by-makers", "2"},
                                    {"azure", "azure/gpt-6-x-2026-09-22", "21"},
                                    {"openai", "gpt-6-x", "20"},
                                    {"perplexity", "perplexity/anthropic/claude-y-9", "23"},
                                    {"anthropic", "claude-y-9", "22"},
                                    {"bedrock_converse", "us.anthropic.claude-y-9-v1:0", "24"},
                                    {"google-vertex", "claude-y-9@20250514", "25"},
                                    {"nvidia", "openai/gpt-oss-x", "0"},
                                    {"iflow", "kimi-x", "0"},
                                    {"moonshotai", "kimi-x-0905-preview", "26"},
                                    {"google", "claude-new", "6"},
                                    {"anthropic", "claude-new", "3"}});
  const std::tuple<const char*, const char*, const char*> names[] = {
      {"openai/gpt-5.3-codex-spark", "1.75", "openai/gpt-5.3-codex-spark"},
      {"gpt-5.3-codex-spark", "1.75", "openai/gpt-5.3-codex-spark"},
      {"poe/openai/gpt-5.3-codex-spark", "0", "poe/openai/gpt-5.3-codex-spark"},
      {"azure/gpt-5", "1.25", "openai/gpt-5 not:azure"},
      {"mistral/mistral-embed", "0.1", "mistral/mistral-embed"},
      {"deepseek-v3.2", "0.28", "deepseek/deepseek-v3.2"},
      {"alibaba-token-plan/deepseek-v3.2", "0", "alibaba-token-plan/deepseek-v3.2"},
      {"grok-4.7", "2", "x-ai/grok-4.7"},
      {"xai/grok-4.7", "2", "x-ai/grok-4.7 rule"},
      {"cursor/grok-4.7", "7", "cursor/grok-4.7"},
      {"gemini-4-argon", "4", "gemini/gemini-4-argon"},
      {"google/gemini-4-argon", "4", "gemini/gemini-4-argon rule"},
      {"only-here", "3", "kyma/only-here reseller"},
      {"azure/only-here", "3", "kyma/only-here not:azure reseller"},
      {"together/shared-by-two", "5", "together_ai/shared-by-two rule"},
      {"shared-by-makers", "1", "alibaba/shared-by-makers several"},
      {"google/shared-by-makers", "2", "google/shared-by-makers"},
      {"claude-new", "3", "anthropic/claude-new several"},
      // The maker's price is found by a rule before a reseller's without one.
      {"gpt-6-x-2026-09-22", "20", "openai/gpt-6-x rule"},
      {"azure/gpt-6-x-2026-09-22", "21", "azure/gpt-6-x-2026-09-22"},
      {"openrouter/anthropic/claude-y.9", "22", "anthropic/claude-y-9 rule not:openrouter"},
      {"claude-y-9@20250514", "22", "anthropic/claude-y-9 rule"},
      {"vertex_ai/claude-y-9@20250514", "25", "google-vertex/claude-y-9@20250514 rule"},
      {"us.anthropic.claude-y-9-v1:0", "24", "bedrock_converse/us.anthropic.claude-y-9-v1:0"},
      {"eu.anthropic.claude-y-9-v1:0", "22", "anthropic/claude-y-9 rule not:bedrock"},
      {"kimi-x", "26", "moonshotai/kimi-x-0905-preview rule"},
      {"openai/gpt-oss-x", "0", "nvidia/openai/gpt-oss-x not:openai reseller"},
      {"xai/openai/gpt-oss-x", "0", "nvidia/openai/gpt-oss-x not:xai reseller"},
  };
  for (const auto& [name, price, resolution] : names) {
    const auto& its_name = name;  // clang 14 cannot capture name
    CAPTURE(its_name);
    CHECK(price_of(book, name).starts_with(std::string(price) + " "));
    CHECK(resolution_of(book, name) == resolution);
  }
  CHECK(book.find("cursor/grok-4.7")->context_window.has_value() == false);  // a limit of its own, or none
}

TEST_CASE("a row overrides that of the same maker and id, however its table writes them") {
  const PriceBook book = book_with({{"xai", "xai/grok-4.7", "11"}, {"gemini", "gemini/gemini-2.5-pro", "12"},
                                    {"azure", "azure/gpt-4o", "13"}, {"", "gpt-4.1", "14"}});
  CHECK(price_of(book, "grok-4.7") == "11 xai/grok-4.7");
  CHECK(price_of(book, "gemini-2.5-pro") == "12 gemini/gemini-2.5-pro");
  CHECK(price_of(book, "azure/gpt-4o") == "13 azure/gpt-4o");
  CHECK(price_of(book, "gpt-4o") == "2.5 openai/gpt-4o");
  // A row without a provider is one of the maker.
  for (const char* name : {"gpt-4.1", "gpt-4.1-2025-04-14", "openai/gpt-4.1", "azure/gpt-4.1"}) {
    CAPTURE(name);
    CHECK(price_of(book, name) == "14 openai/gpt-4.1");
  }
  CHECK(book.find("grok-4.7")->context_window == PriceBook().find("grok-4.7")->context_window);
  // The tokenizer of a reseller's model is the maker's.
  CHECK(book.find("azure/gpt-4o")->encoding == "o200k_base");
  CHECK(book_with({{"azure", "claude-opus-4-6", "1"}}).find("azure/claude-opus-4-6")->ratio ==
        PriceBook().find("claude-opus-4-6")->ratio);
  CHECK(PriceBook().find("claude-opus-4-6")->ratio.is_known());
  const std::vector<PricedModel> models = book.models();
  const auto count = [&models](std::string_view name) {
    return std::count_if(models.begin(), models.end(), [&](const auto& m) { return qualified_name(m) == name; });
  };
  CHECK(count("xai/grok-4.7") == 1);
  CHECK(count("openai/gpt-4o") == 1);
  CHECK(count("azure/gpt-4o") == 1);
  CHECK(models.size() == PriceBook().models().size() + 1);
}

TEST_CASE("names that match a pattern") {
  const PriceBook book = book_with({{"kyma", "made-up-1", "1"}, {"azure", "azure/gpt-4.1-nano", "1"},
                                    {"kyma", "gpt-4.1-nano-free", "0"}, {"openai", "gpt-4.1-nano", "2"}});
  using Names = std::vector<std::string>;
  CHECK(book.names_like("gpt-4.1-n*") == Names{"gpt-4.1-nano"});  // not the reseller's
  CHECK(book.names_like("GPT-4.1-nan?") == Names{"gpt-4.1-nano"});
  CHECK(book.names_like("made-up-?") == Names{"made-up-1"});
  CHECK(book.names_like("*/gpt-4.1-n*") == Names{"azure/gpt-4.1-nano", "kyma/gpt-4.1-nano-free", "openai/gpt-4.1-nano"});
  CHECK(book.names_like("azure/*") == Names{"azure/gpt-4.1-nano"});
  CHECK(book.names_like("gpt-4.1-?").empty());
  // A provider has all of its names, and one without such a row sells the models of makers.
  for (const char* provider : {"xai", "x-ai", "X_AI"}) {
    CAPTURE(provider);
    const Names names = PriceBook().names_like(std::string(provider) + "/grok-4.?");
    CHECK(names == PriceBook().names_like("xai/grok-4.?"));
    CHECK(!names.empty());
    CHECK(names.front().starts_with("xai/"));
  }
  CHECK(PriceBook().names_like("azure/gpt-4.1-n*") == Names{"azure/gpt-4.1-nano"});
  CHECK(resolution_of(PriceBook(), "azure/gpt-4.1-nano") == "openai/gpt-4.1-nano not:azure");
  CHECK(PriceBook().names_like("openrouter/openai/gpt-4.1-n*") == Names{"openrouter/openai/gpt-4.1-nano"});
  CHECK(PriceBook().names_like("openrouter/Claude-sonnet-4.5*") == Names{"openrouter/claude-sonnet-4-5"});
  CHECK(book.names_like("vercel/made-up-?") == Names{"vercel/made-up-1"});
  CHECK(PriceBook().names_like("somebody/gpt-4.1-n*").empty());
  std::string providers;
  for (int i = 0; i < 10000; ++i) providers += "azure/";
  CHECK(PriceBook().names_like(providers + "*").empty());
  for (const char* pattern : {"azure/*", "x-ai/*", "models/*", "*:free"}) {
    for (const std::string& name : book.names_like(pattern)) {
      CAPTURE(name);
      CHECK(book.find(name).has_value());
    }
  }
  for (const std::string& name : PriceBook().names_like("*")) {
    CAPTURE(name);
    CHECK(book.find(name).has_value());
  }
  CHECK(PriceBook().names_like("*/*").size() == PriceBook().models().size());
}

TEST_CASE("spellings of a name that no table has") {
  using Names = std::vector<std::string>;
  CHECK(spellings("text-davinci-003") == Names{"text-davinci-003"});
  CHECK(spellings("azure/Text-x-latest") ==
        Names{"azure/Text-x-latest", "Text-x-latest", "azure/Text-x", "Text-x", "azure/text-x-latest", "text-x-latest",
              "azure/text-x", "text-x"});
  CHECK(spellings("unlisted/x") == Names{"unlisted/x"});
}

TEST_CASE("the name of a model with its provider") {
  const auto name_of = [](const char* provider, const char* id) {
    PricedModel model;
    model.provider = provider;
    model.id = id;
    return qualified_name(model);
  };
  CHECK(name_of("openai", "gpt-4o") == "openai/gpt-4o");
  CHECK(name_of("azure", "azure/gpt-4o") == "azure/gpt-4o");
  CHECK(name_of("", "gpt-4o") == "gpt-4o");
}

TEST_CASE("rules match names") {
  PriceTable table;
  PricedModel model;
  model.id = "m";
  model.rules = table.keep(std::vector<NameRule>{{NameRule::Kind::starts_with, "m-"},
                                                 {NameRule::Kind::contains, "+m+"},
                                                 {NameRule::Kind::equals, "em"},
                                                 {NameRule::Kind::regex, "^m[0-9]+$"}});
  REQUIRE(table.add(model));
  for (const char* name : {"m", "m-2026", "a+m+b", "em", "m42"}) {
    CAPTURE(name);
    CHECK(table.find(name) != nullptr);
  }
  for (const char* name : {"mm", "xm-", "m4x", ""}) {
    CAPTURE(name);
    CHECK(table.find(name) == nullptr);
  }
  CHECK(table.find("m" + std::string(100000, '4')) == nullptr);

  const auto error_of = [&](std::string_view pattern) {
    model.rules = table.keep(std::vector<NameRule>{{NameRule::Kind::regex, table.keep(pattern)}});
    const Result<void> added = table.add(model);
    REQUIRE_FALSE(added);
    CHECK(added.error().code == ErrorCode::malformed_price_table);
    return added.error().message;
  };
  CHECK(error_of("(") == "m: '(' is not a valid regular expression: missing ): (");
  CHECK(error_of("(a)\\1") == "m: '(a)\\1' is not a valid regular expression: invalid escape sequence: \\1");
  CHECK(error_of("((((a{100}){100}){100}){100})").starts_with("m: "));  // too large
  CHECK(error_of(std::string(513, 'a')) == "m: '" + std::string(40, 'a') + "' is longer than 512 bytes");
  std::string nested(100000, '(');
  nested.append(100000, ')');
  CHECK(error_of(nested) == "m: '" + std::string(40, '(') + "' is longer than 512 bytes");
}

TEST_CASE("regular expressions are case-sensitive and take linear time") {
  PriceTable table;
  PricedModel model;
  model.id = "m";
  // Backtracking would need 2^250 steps to find that the second one does not match.
  model.rules = table.keep(std::vector<NameRule>{{NameRule::Kind::regex, "^Claude-é.$"},
                                                 {NameRule::Kind::regex, "^(a+)+$"}});
  REQUIRE(table.add(model));
  CHECK(table.find("Claude-éü") != nullptr);
  CHECK(table.find("claude-éü") == nullptr);
  CHECK(table.find(std::string(250, 'a')) != nullptr);
  CHECK(table.find(std::string(250, 'a') + "!") == nullptr);
}

TEST_CASE("models outlive the table and the book that they were read into") {
  // The models of a table are views of its text, so a copy of a table would refer to the original.
  static_assert(!std::is_copy_constructible_v<PriceTable> && !std::is_copy_assignable_v<PriceTable>);
  const std::string long_id(100, 'm');
  std::optional<PriceBook> copy;
  {
    PriceBook book;
    {
      Result<PriceTable> parsed = PriceTable::parse("model\tprovider\n" + long_id + "\tp\n");
      REQUIRE(parsed);
      PriceTable moved = std::move(*parsed);
      CHECK(moved.models()[0].id == long_id);
      PriceTable assigned;
      assigned = std::move(moved);
      CHECK(assigned.models()[0].id == long_id);
      book.add(std::move(assigned));
    }
    copy = book;
  }
  const PriceBook moved = std::move(*copy);
  copy.reset();
  CHECK(moved.find("p/" + long_id)->id == long_id);
}
