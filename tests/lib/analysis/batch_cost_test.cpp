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
  CHECK(cost->unknown_models[0].error.code == ErrorCode::unknown_model);
  CHECK(cost->unknown_models[0].requests == 1);
}

TEST_CASE("price_batch: the requests of each unknown model are counted") {
  const Batch batch;
  std::string text = request("gpt-4o", "x");
  for (int i = 0; i < 3; ++i) text += request("nothing-like-it", "x") + "\n" + request("nor-like-this", "x");
  const auto cost = price_batch(lines_of(text + request("nor-like-this", "x")), terms(), batch.own());
  REQUIRE(cost);
  REQUIRE(cost->unknown_models.size() == 2);
  CHECK(cost->unknown_models[0].requests == 3);
  CHECK(cost->unknown_models[0].line == 2);
  CHECK(cost->unknown_models[1].requests == 4);
  CHECK(cost->unknown_models[1].line == 4);
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
  for (const char* model : {"gpt-4", "gpt-4o"}) how.fits.push_back(*tokenizer_of_model(batch.book, model));
  std::string words;
  for (int i = 0; i < 9000; ++i) words += "x ";
  const std::string text = request("gpt-4o", "hello") + request("gpt-4o", words) + request("gpt-4o", words + words);
  const auto cost = price_batch(lines_of(text), how, batch.own());
  REQUIRE(cost);
  REQUIRE(cost->misfits.size() == 2);
  const BatchMisfits& misfits = cost->misfits.front();
  CHECK(misfits.requests == 2);
  CHECK(misfits.line == 3);
  CHECK(misfits.excess.limit == "context window");
  CHECK(misfits.excess.allowed == 8192);
  CHECK_FALSE(misfits.unknown);
  CHECK(cost->misfits.back().requests == 0);
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

TEST_CASE("price_batch: lines that cannot be priced are reported, and the others are priced") {
  const Batch batch;
  std::vector<std::string> failures;
  BatchTerms how = terms();
  how.on_failure = [&failures](const Error& error) {
    CHECK(error.code == ErrorCode::malformed_request);
    failures.push_back(error.message);
  };
  const std::string audio =
      R"({"body":{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"input_audio"}]}]}})";
  const std::string broken_content = R"({"body":{"model":"gpt-4","messages":[{"role":"user","content":3}]}})";
  const std::string text = request("gpt-4o", "hello") + "\n{\n" + audio + "\n" + broken_content + "\n" +
                           request("gpt-4o", "hello");
  for (const std::size_t threads : {1U, 3U}) {
    how.threads = threads;
    failures.clear();
    const auto cost = price_batch(lines_of(text), how, batch.own());
    REQUIRE(cost);
    REQUIRE(failures.size() == 3);
    CHECK(failures[0].starts_with("line 3: invalid JSON"));
    CHECK(failures[1] == "line 4: unknown number of tokens: input_audio; add \"tokens\" with their number to it");
    CHECK(failures[2].starts_with("line 5: /body/messages/0/content:"));
    CHECK(cost->failed_lines == 3);
    CHECK(cost->rows[0].usage.calls == 2);
    CHECK(cost->rows.back().usage.input_tokens == 16);
    CHECK(cost->rows.back().bill.total);
  }
}

TEST_CASE("price_batch: requests without a model are each reported") {
  const Batch batch;
  std::size_t failures = 0;
  BatchTerms how = terms();
  how.on_failure = [&failures](const Error&) { ++failures; };
  const ModelsOfRequest models_of = [&batch](std::string_view name) -> Result<std::vector<NamedModel>> {
    if (name.empty()) return Error{ErrorCode::malformed_request, "no model"};
    return batch.own()(name);
  };
  const std::string without = R"({"messages":[{"role":"user","content":"hello"}]})";
  const auto cost = price_batch(lines_of(without + "\n" + without + "\n" + request("gpt-4o", "hello")), how, models_of);
  REQUIRE(cost);
  CHECK(failures == 2);
  CHECK(cost->rows[0].usage.calls == 1);
}

TEST_CASE("price_batch: the total has bounds only if the error of every row is known") {
  const Batch batch;
  const std::string opus = request("claude-opus-4-6", "hello");
  const auto known = price_batch(lines_of(opus + opus + request("gpt-4o", "hello")), terms(), batch.own());
  REQUIRE(known);
  REQUIRE(known->rows.size() == 3);
  REQUIRE(known->rows[0].range);
  CHECK(known->rows[0].range->low_tokens % 2 == 0);
  CHECK(known->rows[0].range->low_tokens < known->rows[0].usage.input_tokens);
  REQUIRE(known->rows[2].range);
  CHECK(known->rows[2].range->high_tokens ==
        known->rows[0].range->high_tokens + known->rows[1].usage.input_tokens);
  const auto unknown = price_batch(lines_of(opus + request("grok-4.7", "hello")), terms(), batch.own());
  REQUIRE(unknown);
  REQUIRE(unknown->rows.size() == 3);
  CHECK_FALSE(unknown->rows[2].range);
}

TEST_CASE("price_batch: ranges add up") {
  const Batch batch;
  const std::string image =
      R"({"body":{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"image_url","image_url":"u"}]}]}})";
  const std::string text = request("gpt-4o", "hello") + image + "\n" + request("gpt-4", "hello");
  const auto cost = price_batch(lines_of(text), terms(), batch.own());
  REQUIRE(cost);
  REQUIRE(cost->rows.size() == 3);
  REQUIRE(cost->rows[0].range);
  CHECK(cost->rows[0].usage.input_tokens == 8 + 7 + 255);
  CHECK(cost->rows[0].range->low_tokens == 8 + 7 + 255);
  CHECK(cost->rows[0].range->high_tokens == 8 + 7 + 1445);
  CHECK(cost->rows[0].range->low_total == cost->rows[0].bill.total);
  CHECK(pricing::exact_decimal(*cost->rows[0].range->high_total) == "0.003650");
  CHECK_FALSE(cost->rows[1].range);
  REQUIRE(cost->rows[2].range);
  CHECK(cost->rows[2].range->low_total == cost->rows[2].bill.total);
  CHECK(cost->rows[2].range->high_tokens == 8 + 8 + 7 + 1445);
  REQUIRE(cost->omissions.size() == 1);
  CHECK(cost->omissions[0].requests == 1);
  CHECK(cost->omissions[0].line == 2);
}

TEST_CASE("price_batch: counts the requests of what is left out once, however many models there are") {
  const Batch batch;
  const std::string line = R"({"body":{"model":"gpt-4o","messages":[],"prediction":{"content":"x"}}})";
  const std::string text = request("gpt-4o", "a") + line + "\n" + line + "\n";
  const auto cost = price_batch(lines_of(text), terms(), batch.all({"gpt-4o", "gpt-4"}));
  REQUIRE(cost);
  REQUIRE(cost->omissions.size() == 1);
  CHECK(cost->omissions[0].omission.what == "prediction");
  CHECK(cost->omissions[0].requests == 2);
  CHECK(cost->omissions[0].line == 2);
  CHECK_FALSE(cost->rows[0].exact);
}

TEST_CASE("price_batch: answers are priced by the usage that they report") {
  const Batch batch;
  const std::string answer =
      R"({"custom_id":"1","response":{"status_code":200,"body":{"model":"gpt-4o","choices":[],"usage":{)"
      R"("prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":40}}}}})"
      "\n";
  const std::string failure = R"({"custom_id":"2","response":null,"error":{"code":"batch_expired"}})" "\n";
  BatchTerms how = terms();
  how.each.output_tokens = 1000;  // of requests, not of answers
  const auto cost = price_batch(lines_of(answer + failure + answer), how, batch.own());
  REQUIRE(cost);
  CHECK(cost->failed_requests == 1);
  CHECK(cost->rows[0].usage.input_tokens == 200);
  CHECK(cost->rows[0].usage.cached_tokens == 80);
  CHECK(cost->rows[0].usage.output_tokens == 40);
  CHECK(cost->rows[0].usage.calls == 2);
  CHECK(cost->rows[0].is_reported);
  CHECK(cost->rows[0].exact);
  CHECK(pricing::exact_decimal(*cost->rows[0].bill.total) == "0.000800");
}

TEST_CASE("price_batch: errors that end the batch name the line") {
  const Batch batch;
  BatchTerms how = terms();
  how.each.cached_tokens = 100;
  const auto cached = price_batch(lines_of(request("gpt-4o", "x")), how, batch.own());
  REQUIRE_FALSE(cached);
  CHECK(cached.error().code == ErrorCode::invalid_argument);
  CHECK(cached.error().message.starts_with("line 1: "));

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
