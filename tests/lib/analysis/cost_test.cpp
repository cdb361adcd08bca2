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
  const auto with_tier = [](std::string_view tier) {
    return R"({"messages": [{"role": "user", "content": "hello"}], "service_tier": ")" + std::string(tier) + "\"}";
  };
  for (const std::string_view tier : {"auto", "default", "standard_only"}) {
    const CallCost standard = price_json(with_tier(tier), "gpt-4o", request_terms(), prices);
    CHECK_FALSE(standard.own_service);
    CHECK(total_of(standard) == "0.000016");
  }
  CHECK(total_of(price_json(with_tier("fast"), "gpt-4o", request_terms(), prices)) == "0.000032");
}

TEST_CASE("price_request: a tier whose price is unknown is named, and its amounts are unknown") {
  const auto tier_of = [](const CallCost& cost) {
    CHECK_FALSE(cost.own_service);
    CHECK_FALSE(cost.unpriced);
    CHECK_FALSE(cost.bill.input);
    CHECK_FALSE(cost.bill.total);
    CHECK(pricing::exact_decimal(*cost.bill.output) == "0.000000");
    CHECK(cost.usage.input_tokens > 0);
    REQUIRE(cost.omissions.size() == 1);
    CHECK(cost.omissions[0].kind == chat::Omission::Kind::price);
    return cost.omissions[0].what;
  };
  constexpr std::string_view messages = R"({"messages": [{"role": "user", "content": "hello"}], "service_tier": )";
  for (const std::string tier : {"scale", "unheard"}) {
    CHECK(tier_of(price_json(std::string(messages) + "\"" + tier + "\"}", "gpt-4o", request_terms())) ==
          "service_tier " + tier);
  }
  // Anthropic's priority tier is a matter of contract.
  constexpr std::string_view prices = "model\tservice\tinput\nclaude-opus-5\tpriority\t10\n";
  CHECK(tier_of(price_json(R"({"system": "s", "messages": [], "service_tier": "priority"})", "claude-opus-5",
                           request_terms(), prices)) == "service_tier priority");
  constexpr std::string_view answer =
      R"({"content": [], "usage": {"input_tokens": 5, "output_tokens": 0, "service_tier": ")";
  CHECK(tier_of(price_json(std::string(answer) + "priority\"}}", "claude-opus-5", request_terms(), prices)) ==
        "service_tier priority");
  CHECK(price_json(std::string(answer) + "standard\"}}", "claude-opus-5", request_terms()).omissions.empty());
  CHECK(price_json(std::string(answer) + "batch\"}}", "claude-opus-5", request_terms()).own_service ==
        pricing::Service::batch);
  RequestTerms how = request_terms();
  how.own_service = false;
  CHECK(price_json(std::string(messages) + "\"scale\"}", "gpt-4o", how).bill.total);
}

TEST_CASE("price_request: the service whose price is missing") {
  constexpr std::string_view json =
      R"({"messages": [{"role": "user", "content": "hello"}], "service_tier": "priority"})";
  CHECK(price_json(json, "gpt-4", request_terms()).unpriced == pricing::Service::priority);
  CHECK_FALSE(price_json(json, "gpt-4o", request_terms()).unpriced);
  RequestTerms how = request_terms();
  how.most_output = true;
  constexpr std::string_view prices = "model\tinput\toutput\nmade-up\t1\t1\n";
  const CallCost limitless = price_json(R"({"messages": []})", "made-up", how, prices);
  CHECK_FALSE(limitless.bill.total);
  CHECK(limitless.unknown_output);
  CHECK_FALSE(limitless.unpriced);
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

namespace {

// A model without a public tokenizer that has 0.5 to 1.5 tokens for each of the proxy's, at $1 a token.
constexpr std::string_view ratio_prices =
    "model\tcontext_window\tratio_low\tratio_high\tratio_source\tinput\tabove_input_tokens\n"
    "made-up\t1000\t0.5\t1.5\ttest\t1000000\t\n";

pricing::PriceBook ratio_book() {
  pricing::PriceBook book;
  book.add(*pricing::PriceTable::parse(ratio_prices));
  return book;
}

}  // namespace

TEST_CASE("own_tokens: the ratio of a model, rounded outward") {
  const pricing::PriceBook book = ratio_book();
  ModelTokenizer tokenizer = model(book, "made-up").tokenizer;
  CHECK(own_tokens(tokenizer, {0, 0}) == TokenBounds{0, 0});
  CHECK(own_tokens(tokenizer, {7, 7}) == TokenBounds{3, 11});
  CHECK(own_tokens(tokenizer, {100, 300}) == TokenBounds{50, 450});
  CHECK(own_tokens(tokenizer, {0, ~std::uint64_t{0}}) == TokenBounds{0, ~std::uint64_t{0}});
  tokenizer.exact = true;
  CHECK(own_tokens(tokenizer, {7, 7}) == TokenBounds{7, 7});
  CHECK(own_tokens(model(book, "grok-4.7").tokenizer, {7, 9}) == TokenBounds{7, 9});  // its ratio is unknown
}

TEST_CASE("price_calls: a counted input of a model with a known ratio is a range") {
  const pricing::PriceBook book = ratio_book();
  const NamedModel made_up = model(book, "made-up");
  const pricing::Terms how{pricing::Service::standard, price_day};
  const auto row = price_calls(made_up, {100, false}, {}, how);
  REQUIRE(row);
  CHECK(row->usage.input_tokens == 100);
  CHECK(pricing::exact_decimal(*row->bill.total, 0) == "100");
  REQUIRE(row->range);
  CHECK(row->range->low_tokens == 50);
  CHECK(row->range->high_tokens == 150);
  CHECK(pricing::exact_decimal(*row->range->low_total, 0) == "50");
  CHECK(pricing::exact_decimal(*row->range->high_total, 0) == "150");
  CHECK(row->fits == true);
  CHECK_FALSE(price_calls(made_up, {700, false}, {}, how)->fits.has_value());  // 350 to 1050
  CHECK(price_calls(made_up, {2002, false}, {}, how)->fits == false);
  const auto given = price_calls(made_up, {100, false, true}, {}, how);
  CHECK_FALSE(given->range);

  // Cached tokens are part of the input, so there are at least as many.
  pricing::Usage usage;
  usage.cached_tokens = 80;
  CHECK(price_calls(made_up, {100, false}, usage, how)->range->low_tokens == 80);
  usage.cached_share = pricing::whole_share / 2;
  CHECK(price_calls(made_up, {100, false}, usage, how)->range->low_tokens == 50);
}

TEST_CASE("price_request: the bounds of texts are multiplied by those of the ratio, those of images are not") {
  constexpr std::string_view json = R"([{"role":"user","content":[{"type":"image_url","image_url":"u"}]}])";
  constexpr std::string_view prices =
      "model\tratio_low\tratio_high\tratio_source\tinput\nclaude-9\t0.5\t1.5\ttest\t1000000\n";
  const CallCost cost = price_json(json, "claude-9", request_terms(), prices);
  constexpr std::uint64_t text = 4 + 3;  // the message and the priming of the reply
  CHECK(cost.usage.input_tokens == text + 1);
  REQUIRE(cost.range);
  CHECK(cost.range->low_tokens == text / 2 + 1);
  CHECK(cost.range->high_tokens == (text * 3 + 1) / 2 + 4784);
}

TEST_CASE("own_tokens: of a count, at most 2^64 - 1") {
  const pricing::PriceBook book = ratio_book();
  const ModelTokenizer tokenizer = model(book, "made-up").tokenizer;
  chat::Count count;
  count.total = count.most = 110;
  count.other = count.most_other = 10;
  CHECK(own_tokens(tokenizer, count) == TokenBounds{60, 160});
  count.most = ~std::uint64_t{0};
  CHECK(own_tokens(tokenizer, count) == TokenBounds{60, ~std::uint64_t{0}});
}

TEST_CASE("price_request: tokens that the provider reports are no range") {
  constexpr std::string_view json =
      R"({"object": "chat.completion", "model": "made-up", "choices": [],
          "usage": {"prompt_tokens": 10, "completion_tokens": 0, "total_tokens": 10}})";
  const CallCost cost = price_json(json, "made-up", request_terms(), ratio_prices);
  CHECK(cost.is_reported);
  CHECK(cost.usage.input_tokens == 10);
  CHECK_FALSE(cost.range);
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
  constexpr std::string_view image =
      R"({"input": {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "u"}]}]},
          "preferred_output": [], "non_preferred_output": []})";
  const CallCost range = price_json(image, "gpt-4o", how, "model\tinput\ttraining\ngpt-4o\t1\t1000000\n");
  REQUIRE(range.range);
  CHECK(range.range->low_tokens == 3 * (7 + 85 + 170));
  CHECK(range.range->high_tokens == 3 * (7 + 85 + 8 * 170));
  CHECK(pricing::exact_decimal(*range.range->high_total, 0) == std::to_string(range.range->high_tokens));
  CHECK(range.usage.input_tokens == range.range->low_tokens);
  CHECK_FALSE(price_json("[]", "gpt-4o", how).is_training);
  how.messages_are_examples = true;
  CHECK(price_json("[]", "gpt-4o", how).is_training);
}
