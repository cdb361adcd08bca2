#include "tokmill/analysis/cost.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "lib/analysis/price_day.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

namespace {


NamedModel model(const pricing::PriceBook& book, const char* name) { return {name, *tokenizer_of_model(book, name)}; }

}  // namespace

TEST_CASE("price_calls: bills the counted input on the model") {
  const pricing::PriceBook book;
  pricing::Usage usage;
  usage.input_tokens = 99;  // ignored
  usage.output_tokens = 200;
  usage.calls = 3;
  const auto row = price_calls(model(book, "gpt-4o"), {1000, true}, usage, {pricing::Service::standard, price_day});
  REQUIRE(row);
  CHECK(row->name == "gpt-4o");
  CHECK(row->usage.input_tokens == 1000);
  CHECK(pricing::exact_decimal(*row->bill.input) == "0.007500");
  CHECK(pricing::exact_decimal(*row->bill.total) == "0.013500");
  CHECK(row->context_used == 1200);
  CHECK(row->fits == true);
  CHECK(row->exact);
}

TEST_CASE("price_calls: a call that does not fit, of an estimated count") {
  const pricing::PriceBook book;
  const auto row = price_calls(model(book, "gpt-4"), {9000, false}, {}, {pricing::Service::standard, price_day});
  REQUIRE(row);
  CHECK(row->fits == false);
  CHECK_FALSE(row->exact);
}

TEST_CASE("price_calls: errors name the model") {
  const pricing::PriceBook book;
  pricing::Usage usage;
  usage.cached_tokens = 2;
  const auto row = price_calls(model(book, "gpt-4o"), {1, true}, usage, {pricing::Service::standard, price_day});
  REQUIRE_FALSE(row);
  CHECK(row.error().code == ErrorCode::invalid_argument);
  CHECK(row.error().message.starts_with("gpt-4o: "));
}

namespace {

chat::Request parsed(std::string_view json) {
  Result<chat::Request> read = chat::read_request(json);
  REQUIRE_MESSAGE(read, read.error().message);
  return std::move(*read);
}

RequestTerms request_terms() {
  RequestTerms terms;
  terms.terms.at = price_day;
  terms.own_service = true;
  return terms;
}

CallCost price_json(std::string_view json, const char* name, const RequestTerms& how,
                    std::string_view prices = "model\n") {
  pricing::PriceBook book;
  book.add(*pricing::PriceTable::parse(prices));
  const auto cost = price_request(parsed(json), model(book, name).tokenizer, how);
  REQUIRE_MESSAGE(cost, cost.error().message);
  return *cost;
}

std::string total_of(const CallCost& cost) { return pricing::exact_decimal(*cost.bill.total); }

}  // namespace

TEST_CASE("price_request: the service that the request names, unless another one is asked for") {
  constexpr std::string_view json = R"({"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}],
                                        "service_tier": "priority"})";
  constexpr std::string_view prices = "model\tservice\tinput\ngpt-4o\tstandard\t2\ngpt-4o\tpriority\t4\n";
  const CallCost own = price_json(json, "gpt-4o", request_terms(), prices);
  CHECK(own.own_service == pricing::Service::priority);
  CHECK(total_of(own) == "0.000032");  // 8 tokens at $4
  RequestTerms how = request_terms();
  how.own_service = false;
  CHECK(total_of(price_json(json, "gpt-4o", how, prices)) == "0.000016");
  CHECK_FALSE(price_json(json, "gpt-4o", how, prices).own_service);
  for (const std::string_view tier : {"auto", "default", "unheard"}) {
    const std::string other = R"({"messages": [], "service_tier": ")" + std::string(tier) + "\"}";
    CHECK_FALSE(price_json(other, "gpt-4o", request_terms()).own_service);
  }
  constexpr std::string_view anthropic = R"({"system": "s", "messages": [], "service_tier": "priority"})";
  CHECK_FALSE(price_json(anthropic, "gpt-4o", request_terms()).own_service);
}

TEST_CASE("price_request: the most output that a request allows, for each of its answers") {
  RequestTerms how = request_terms();
  how.most_output = true;
  const CallCost limited = price_json(R"({"messages": [], "max_tokens": 100, "n": 3})", "gpt-4o", how);
  CHECK(limited.usage.output_tokens == 300);
  CHECK(limited.context_used == 103);
  CHECK(limited.answers == 3);
  CHECK(price_json(R"({"messages": []})", "gpt-4o", how).usage.output_tokens == 16384);  // the model's limit
  const CallCost unknown = price_json(R"({"messages": []})", "chatgpt-4o-latest", how);
  CHECK_FALSE(unknown.bill.output);
  CHECK_FALSE(unknown.bill.total);
  // A limit that fits, times answers, still fits.
  CHECK(price_json(R"({"messages": [], "max_tokens": 16384, "n": 9})", "gpt-4o", how).fits == true);
  CHECK(price_json(R"({"messages": [], "max_tokens": 16385})", "gpt-4o", how).fits == false);
  const pricing::PriceBook book;
  const auto large = price_request(parsed(R"({"messages": [], "max_tokens": 9007199254740991, "n": 9007199254740991})"),
                                   model(book, "gpt-4o").tokenizer, how);
  REQUIRE_FALSE(large);
  CHECK(large.error().code == ErrorCode::overflow);
}

TEST_CASE("price_request: an unknown part makes the input and the total unknown, and whether it fits") {
  const CallCost cost =
      price_json(R"([{"role": "user", "content": [{"type": "file"}]}])", "gpt-4o", request_terms());
  CHECK(cost.unknown_input);
  CHECK(cost.usage.input_tokens == 7);
  CHECK_FALSE(cost.bill.input);
  CHECK_FALSE(cost.bill.total);
  CHECK(cost.bill.output);
  CHECK_FALSE(cost.range);
  CHECK_FALSE(cost.fits.has_value());
}

TEST_CASE("price_request: a range chooses the tier of each of its bounds") {
  std::string words;
  for (int i = 0; i < 271'700; ++i) words += " x";
  const std::string json =
      R"([{"role":"user","content":[{"type":"text","text":")" + words + R"("},{"type":"image_url","image_url":"u"}]}])";
  const CallCost cost = price_json(json, "gpt-5.4", request_terms());
  REQUIRE(cost.range);
  CHECK(cost.range->low_tokens <= 272'000);
  CHECK(cost.range->high_tokens > 272'000);
  CHECK(*cost.range->high_total > *pricing::multiply(*cost.range->low_total, 2));
}

TEST_CASE("price_request: examples are priced as training, once for each epoch") {
  RequestTerms how = request_terms();
  how.epochs = 3;
  how.each.output_tokens = 5;
  for (const std::string_view json :
       {R"({"prompt": "a", "completion": "b"})",
        R"({"input": {"messages": []}, "preferred_output": [], "non_preferred_output": []})"}) {
    const CallCost cost = price_json(json, "gpt-4o", how);
    CHECK(cost.is_training);
    CHECK(cost.usage.input_tokens == 3 * cost.context_used);
    CHECK(cost.usage.output_tokens == 0);
  }
  CHECK_FALSE(price_json("[]", "gpt-4o", how).is_training);
  how.messages_are_examples = true;
  CHECK(price_json("[]", "gpt-4o", how).is_training);
}
