#include "tokmill/analysis/model_tokenizer.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

using namespace tokmill;
using namespace tokmill::analysis;

TEST_CASE("tokenizer_of_model: a model with a price") {
  const pricing::PriceBook book;
  const auto tokenizer = tokenizer_of_model(book, "gpt-4o");
  REQUIRE(tokenizer);
  CHECK(tokenizer->encoding->name() == "o200k_base");
  CHECK(tokenizer->exact);
  CHECK(tokenizer->model.id == "gpt-4o");
  CHECK_FALSE(tokenizer->model.prices.empty());
}

TEST_CASE("tokenizer_of_model: a model whose tokenizer is not public uses the proxy tokenizer") {
  const pricing::PriceBook book;
  const auto tokenizer = tokenizer_of_model(book, "claude-sonnet-4-6");
  REQUIRE(tokenizer);
  CHECK(tokenizer->encoding->name() == proxy_encoding);
  CHECK_FALSE(tokenizer->exact);
}

TEST_CASE("tokenizer_of_model: a name that tiktoken does not know is an error, even if it starts as one that it knows") {
  const pricing::PriceBook book;
  for (const std::string_view name : {"gpt-4.o", "gpt-5zzz", "gpt-4o:unknown"}) {
    CAPTURE(name);
    CHECK_FALSE(tokenizer_of_model(book, name));
  }
}

TEST_CASE("tokenizer_of_model: a model without a price owns its name") {
  const pricing::PriceBook book;
  for (const std::string name : {"text-davinci-003", "gpt-35-turbo-of-some-deployment"}) {
    CAPTURE(name);
    auto argument = std::make_unique<std::string>(name);
    auto found = std::make_unique<Result<ModelTokenizer>>(tokenizer_of_model(book, *argument));
    argument.reset();
    REQUIRE(*found);
    const ModelTokenizer copy = **found;
    found.reset();
    CHECK(copy.model.id == name);
    CHECK(copy.exact);
    CHECK(copy.encoding != nullptr);
    CHECK(copy.model.prices.empty());
  }
}

TEST_CASE("tokenizer_of_model: names that rules resolve") {
  const pricing::PriceBook book;
  const std::tuple<const char*, const char*, const char*> names[] = {
      {"azure/gpt-4o", "gpt-4o", "o200k_base"},
      {"gpt-35-turbo", "gpt-3.5-turbo", "cl100k_base"},
      {"azure/text-davinci-003", "text-davinci-003", "p50k_base"},
      {"openai/gpt-4-0314", "gpt-4", "cl100k_base"},
      {"ft:gpt-4o-mini-2024-07-18:org::id", "gpt-4o-mini", "o200k_base"},
      {"ft:davinci-002:org::id", "ft:davinci-002:org::id", "cl100k_base"},
      {"TEXT-DAVINCI-003", "text-davinci-003", "p50k_base"},
      {"gpt-4-1106-preview", "gpt-4-1106-preview", "cl100k_base"},
      {"gpt-5.9-mini", "gpt-5.9-mini", "o200k_base"},
      {"gpt-5-unheard-of", "gpt-5-unheard-of", "o200k_base"},
  };
  for (const auto& [name, id, encoding] : names) {
    const auto& its_name = name;  // clang 14 cannot capture name
    CAPTURE(its_name);
    const auto tokenizer = tokenizer_of_model(book, name);
    REQUIRE(tokenizer);
    CHECK(tokenizer->model.id == id);
    CHECK(tokenizer->encoding->name() == encoding);
    CHECK(tokenizer->exact);
    CHECK(tokenizer->resolution.is_notable() == (std::string_view(name) != id && std::string_view(id) != "gpt-4"));
  }
}

TEST_CASE("tokenizer_of_model: tiktoken's prefixes end where a word of the name ends") {
  const pricing::PriceBook book;
  for (const char* name : {"gpt-5zzz", "gpt-5*", "o1x", "ft:gpt-4omega:org", "azure/gpt-5zzz"}) {
    CAPTURE(name);
    CHECK_FALSE(tokenizer_of_model(book, name));
  }
  CHECK(tokenizer_of_model(book, "gpt-5zzz").error().message == "unknown model 'gpt-5zzz'; did you mean gpt-5?");
}

TEST_CASE("tokenizer_of_model: a reseller's model has the tokenizer of the maker's") {
  pricing::PriceBook book;
  pricing::PriceTable table;
  for (const auto& [provider, id] : {std::pair("azure", "azure/gpt-4o"),
                                     std::pair("bedrock_converse", "us.anthropic.claude-sonnet-4-5-20250929-v1:0")}) {
    pricing::PricedModel model;
    model.provider = provider;
    model.id = id;
    REQUIRE(table.add(model));
  }
  book.add(std::move(table));
  CHECK(tokenizer_of_model(book, "azure/gpt-4o")->exact);
  const auto claude = tokenizer_of_model(book, "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  REQUIRE(claude);
  CHECK_FALSE(claude->exact);
  CHECK(claude->model.provider == "bedrock_converse");
  CHECK(claude->model.tokenizer == book.find("claude-sonnet-4-5")->tokenizer);
}

TEST_CASE("tokenizer_of_model: an unknown model") {
  const pricing::PriceBook book;
  const auto tokenizer = tokenizer_of_model(book, "gpt-4oo");
  REQUIRE_FALSE(tokenizer);
  CHECK(tokenizer.error().code == ErrorCode::unknown_model);
  CHECK(tokenizer.error().message == "unknown model 'gpt-4oo'; did you mean gpt-4o?");
}
