#include "tokmill/analysis/batch_cost.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "lib/analysis/price_day.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

namespace {


std::string request(const std::string& model, const std::string& content) {
  return R"({"body":{"model":")" + model + R"(","messages":[{"role":"user","content":")" + content + "\"}]}}\n";
}

// Yields the lines of a text, with their line ends.
NextLine lines_of(std::string_view text) {
  return [text]() mutable -> std::optional<std::string_view> {
    if (text.empty()) return std::nullopt;
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(size);
    return line;
  };
}

BatchTerms terms() {
  BatchTerms terms;
  terms.terms.at = price_day;
  return terms;
}

struct Batch {
  pricing::PriceBook book;

  // The model that each request names.
  ModelsOfRequest own() const {
    return [this](std::string_view name) -> Result<std::vector<NamedModel>> {
      const Result<ModelTokenizer> tokenizer = tokenizer_of_model(book, name);
      if (!tokenizer) return tokenizer.error();
      return std::vector<NamedModel>{{std::string(name), *tokenizer}};
    };
  }

  // The same models for every request.
  ModelsOfRequest all(std::vector<std::string> names) const {
    return [this, names](std::string_view) -> Result<std::vector<NamedModel>> {
      std::vector<NamedModel> models;
      for (const std::string& name : names) models.push_back({name, *tokenizer_of_model(book, name)});
      return models;
    };
  }
};

}  // namespace

TEST_CASE("price_batch: a row for each model, in order, and a total") {
  const Batch batch;
  BatchTerms how = terms();
  how.each.output_tokens = 10;
  const std::string text =
      request("gpt-4o", "hello") + "\n" + request("gpt-4", "hello") + request("gpt-4o", "hello world");
  for (const std::size_t threads : {1U, 3U}) {
    how.threads = threads;
    const auto cost = price_batch(lines_of(text), how, batch.own());
    REQUIRE(cost);
    REQUIRE(cost->rows.size() == 3);
    CHECK(cost->rows[0].name == "gpt-4o");
    CHECK(cost->rows[1].name == "gpt-4");
    CHECK(cost->rows[2].is_total);
    CHECK(cost->rows[0].usage.calls == 2);
    CHECK(cost->rows[0].usage.input_tokens == 8 + 9);
    CHECK(cost->rows[0].context_used == 9 + 10);
    CHECK(cost->rows[2].usage.input_tokens == 25);
    CHECK(cost->rows[2].usage.output_tokens == 30);
    CHECK(pricing::exact_decimal(*cost->rows[2].bill.total) == "0.0010825");
  }
}

TEST_CASE("price_batch: alternatives have no total, and a repeated model is priced once") {
  const Batch batch;
  BatchTerms how = terms();
  how.alternatives = true;
  const auto cost = price_batch(lines_of(request("gpt-4o", "hello")), how, batch.all({"gpt-4o", "gpt-4", "gpt-4o"}));
  REQUIRE(cost);
  REQUIRE(cost->rows.size() == 2);
  CHECK(cost->rows[0].usage.calls == 1);
  CHECK(cost->rows[1].usage.calls == 1);
}

TEST_CASE("price_batch: an unknown model leaves out its requests and makes the total unknown") {
  const Batch batch;
  const auto cost =
      price_batch(lines_of(request("gpt-4o", "x") + request("nothing-like-it", "x")), terms(), batch.own());
  REQUIRE(cost);
  REQUIRE(cost->rows.size() == 2);
  CHECK(cost->rows[1].usage.calls == 1);
  CHECK_FALSE(cost->rows[1].bill.total);
  REQUIRE(cost->unknown_models.size() == 1);
  CHECK(cost->unknown_models[0].code == ErrorCode::unknown_model);
}

TEST_CASE("price_batch: a model without a price keeps its name after its first request") {
  const Batch batch;
  std::string text;
  for (int i = 0; i < 3; ++i) text += request("gpt-35-turbo-mine", "hello") + request("text-davinci-003", "hello");
  const auto cost = price_batch(lines_of(text), terms(), batch.own());
  REQUIRE(cost);
  REQUIRE(cost->rows.size() == 3);
  CHECK(cost->rows[0].tokenizer.model.id == "gpt-35-turbo-mine");
  CHECK(cost->rows[1].tokenizer.model.id == "text-davinci-003");
  CHECK(cost->rows[0].usage.input_tokens == 3 * 8);
  CHECK_FALSE(cost->rows[0].exact);  // the overhead of its messages is not published
  CHECK(cost->rows[0].usage.calls == 3);
  CHECK(cost->rows[1].usage.calls == 3);
  CHECK_FALSE(cost->rows[0].bill.total);
}

TEST_CASE("price_batch: fine-tuning examples are priced as training, once for each epoch") {
  const Batch batch;
  BatchTerms how = terms();
  how.epochs = 3;
  const auto cost =
      price_batch(lines_of(R"({"messages":[{"role":"user","content":"hello"}]})"), how, batch.all({"gpt-4o"}));
  REQUIRE(cost);
  CHECK(cost->rows[0].is_training);
  CHECK(cost->rows[0].usage.input_tokens == 3 * cost->rows[0].context_used);
  CHECK_FALSE(cost->rows[0].bill.total);  // the built-in table has no training prices
}

TEST_CASE("price_batch: reports the requests that do not fit") {
  const Batch batch;
  BatchTerms how = terms();
  how.fits = *tokenizer_of_model(batch.book, "gpt-4");
  std::string words;
  for (int i = 0; i < 9000; ++i) words += "x ";
  const std::string text = request("gpt-4o", "hello") + request("gpt-4o", words) + request("gpt-4o", words + words);
  const auto cost = price_batch(lines_of(text), how, batch.own());
  REQUIRE(cost);
  CHECK(cost->misfits.requests == 2);
  CHECK(cost->misfits.line == 3);
  CHECK(cost->misfits.excess.limit == "context window");
  CHECK(cost->misfits.excess.allowed == 8192);
  CHECK_FALSE(cost->misfits.unknown);
}

TEST_CASE("price_batch: offsets of ill-formed bytes count all bytes before them") {
  const Batch batch;
  const std::string first = "\n" + request("gpt-4o", "hello");
  const std::string second = request("gpt-4o", "\xFF");
  BatchTerms how = terms();
  const auto cost = price_batch(lines_of(first + second), how, batch.own());
  REQUIRE(cost);
  CHECK(cost->ill_formed_at == first.size() + second.find('\xFF'));
  how.strict = true;
  const auto strict = price_batch(lines_of(first + second), how, batch.own());
  REQUIRE_FALSE(strict);
  CHECK(strict.error().code == ErrorCode::ill_formed_text);
  CHECK(strict.error().message.starts_with("line 3: not UTF-8 at byte "));
}

TEST_CASE("price_batch: errors name the line") {
  const Batch batch;
  const auto broken = price_batch(lines_of(request("gpt-4o", "x") + "\n{\n"), terms(), batch.own());
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::malformed_request);
  CHECK(broken.error().message.starts_with("line 3: "));

  BatchTerms how = terms();
  how.each.cached_tokens = 100;
  const auto cached = price_batch(lines_of(request("gpt-4o", "x")), how, batch.own());
  REQUIRE_FALSE(cached);
  CHECK(cached.error().code == ErrorCode::invalid_argument);

  how.each.cached_tokens = 0;
  how.each.output_tokens = std::uint64_t{1} << 63;
  const auto sum = price_batch(lines_of(request("gpt-5-nano", "x") + request("gpt-5-nano", "x")), how, batch.own());
  REQUIRE_FALSE(sum);
  CHECK(sum.error().code == ErrorCode::overflow);
}

TEST_CASE("price_batch: no requests") {
  const Batch batch;
  const auto cost = price_batch(lines_of("\n \n"), terms(), batch.own());
  REQUIRE(cost);
  REQUIRE(cost->rows.size() == 1);
  CHECK(cost->rows[0].is_total);
  CHECK(cost->rows[0].usage.calls == 0);
}
