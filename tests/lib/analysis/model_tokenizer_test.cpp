#include "tokmill/analysis/model_tokenizer.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

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

TEST_CASE("tokenizer_of_model: a model without a price owns its name") {
  const pricing::PriceBook book;
  for (const std::string name : {"gpt-35-turbo", "text-davinci-003", "gpt-35-turbo-of-some-deployment"}) {
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

TEST_CASE("tokenizer_of_model: an unknown model") {
  const pricing::PriceBook book;
  const auto tokenizer = tokenizer_of_model(book, "gpt-4oo");
  REQUIRE_FALSE(tokenizer);
  CHECK(tokenizer.error().code == ErrorCode::unknown_model);
  CHECK(tokenizer.error().message == "unknown model 'gpt-4oo'; did you mean gpt-4o?");
}
