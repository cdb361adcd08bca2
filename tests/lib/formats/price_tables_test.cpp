#include "tokmill/formats/price_tables.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tokmill/pricing/pricing.hpp"

using namespace tokmill;
using namespace tokmill::formats;
using pricing::Service;

namespace {

// The built-in prices of gpt-4o in each format.
constexpr const char* litellm = R"({
  "sample_spec": {"input_cost_per_token": "words", "litellm_provider": "one of"},
  "gpt-4o": {"input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06,
             "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 5e-06,
             "input_cost_per_token_priority": 4.25e-06, "output_cost_per_token_priority": 1.7e-05,
             "input_cost_per_token_flex": null, "input_cost_per_audio_token": 1, "max_input_tokens": 128000,
             "max_output_tokens": 16384, "max_tokens": 16384, "litellm_provider": "openai", "mode": "chat"}})";

constexpr const char* models_dev = R"({"openai": {"id": "openai", "name": "OpenAI", "models": {"gpt-4o": {
  "id": "gpt-4o", "name": "GPT-4o", "cost": {"input": 2.50, "output": 10, "cache_read": 1.25},
  "limit": {"context": 128000, "output": 16384}}}}})";

constexpr const char* llm_prices =
    R"({"updated_at": "2026-08-05", "prices": [{"id": "gpt-4o", "vendor": "openai",
  "name": "GPT-4o", "input": 2.5, "output": 10, "input_cached": 1.25}]})";

constexpr const char* llm_prices_vendor =
    R"({"vendor": "openai", "models": [{"id": "gpt-4o", "name": "GPT-4o",
  "price_history": [{"input": 2.5, "output": 10, "input_cached": 1.25, "from_date": "2026-01-01", "to_date": null},
                    {"input": 5, "output": 15, "input_cached": null, "from_date": null, "to_date": "2026-01-01"}]}]})";

constexpr const char* genai_prices = R"([{"id": "openai", "models": [{"id": "gpt-4o", "name": "GPT-4o",
  "match": {"or": [{"equals": "gpt-4o"}, {"starts_with": "gpt-4o-2024"}, {"regex": "^four-?o$"}]},
  "context_window": 128000, "prices": {"input_mtok": 2.5, "output_mtok": 10, "cache_read_mtok": 1.25}}]}])";

constexpr const char* own = "provider\tmodel\tinput\tcached_input\toutput\nopenai\tgpt-4o\t2.5\t1.25\t10\n";

Result<pricing::Bill> bill_with(const char* table, std::string_view name, const pricing::Usage& usage,
                       std::string_view day = "2026-10-01", pricing::Service service = pricing::Service::standard) {
  pricing::PriceBook book;
  if (table != nullptr) {
    Result<pricing::PriceTable> read = formats::read_price_table(table);
    REQUIRE(read);
    book.add(std::move(*read));
  }
  return bill(*book.find(name), usage, {service, *pricing::parse_date(day)});
}

std::string text(const std::optional<pricing::Money>& amount) {
  return amount ? exact_decimal(*amount) : "unknown";
}

std::string error_of(const std::string& table) {
  const Result<pricing::PriceTable> read = formats::read_price_table(table);
  REQUIRE(!read);
  CHECK(read.error().code == ErrorCode::malformed_price_table);
  return read.error().message;
}

}  // namespace

TEST_CASE("each format gives the same bill as the built-in table") {
  const pricing::Usage usage{.input_tokens = 123457, .cached_tokens = 23456, .output_tokens = 789, .calls = 7};
  const Result<pricing::Bill> built_in = bill_with(nullptr, "gpt-4o", usage);
  REQUIRE(built_in);
  for (const char* table : {litellm, models_dev, llm_prices, llm_prices_vendor, genai_prices, own}) {
    CAPTURE(std::string(table).substr(0, 60));
    for (const char* name : {"gpt-4o", "openai/gpt-4o", "gpt-4o-2024-11-20"}) {
      const Result<pricing::Bill> imported = bill_with(table, name, usage);
      REQUIRE(imported);
      CHECK(imported->input == built_in->input);
      CHECK(imported->cached == built_in->cached);
      CHECK(imported->output == built_in->output);
      CHECK(imported->total == built_in->total);
    }
  }
}

TEST_CASE("LiteLLM: services, thresholds in thousands, cache writes") {
  CHECK(text(bill_with(litellm, "gpt-4o", {.input_tokens = 1000000}, "2026-10-01", pricing::Service::batch)->total) ==
        "1.250000");
  CHECK(
      text(bill_with(litellm, "gpt-4o", {.input_tokens = 1000000}, "2026-10-01", pricing::Service::priority)->total) ==
      "4.250000");
  CHECK(text(bill_with(litellm, "gpt-4o", {.input_tokens = 1}, "2026-10-01", pricing::Service::flex)->total) ==
        "unknown");
  constexpr const char* table = R"({"m": {"litellm_provider": "p", "input_cost_per_token": 1e-6,
    "input_cost_per_token_above_272k_tokens": 2e-6, "cache_creation_input_token_cost": 3e-6,
    "cache_creation_input_token_cost_above_1hr": 4e-6, "max_input_tokens": 1e6},
    "n": {"litellm_provider": "p", "cache_creation_input_token_cost_above_12hr": 5e-6},
    "xai/g": {"litellm_provider": "xai", "input_cost_per_token": 1e-6,
              "input_cost_per_token_above_128k_tokens": 2e-6}})";
  CHECK(text(bill_with(table, "m", {.input_tokens = 272000})->input) == "0.272000");
  CHECK(text(bill_with(table, "m", {.input_tokens = 272001})->input) == "0.544002");
  CHECK(text(bill_with(table, "p/m", {.cache_write_tokens = 1, .cache_write_long_tokens = 1})->cache_write) ==
        "0.000007");
  CHECK(text(bill_with(table, "n", {.cache_write_long_tokens = 1})->cache_write) == "0.000005");
  CHECK(text(bill_with(table, "m", {.output_tokens = 1})->total) == "unknown");
  CHECK(text(bill_with(table, "xai/g", {.input_tokens = 128000})->input) == "0.256000");
  CHECK(formats::read_price_table(table)->find("m")->max_input == 1000000);
}

TEST_CASE("LiteLLM: services, in any order with a tier") {
  constexpr const char* table = R"({"m": {"litellm_provider": "p", "input_cost_per_token": 1e-6,
    "input_cost_per_token_ultrafast": 6e-6, "input_cost_per_token_above_272k_tokens_ultrafast": 12e-6,
    "input_cost_per_token_balanced": 8e-7, "input_cost_per_token_flex_above_272k_tokens": 5e-7,
    "cache_creation_input_token_cost_above_12hr_above_272k_tokens_ultrafast": 3e-5,
    "input_cost_per_token_decisions": 9, "input_cost_per_token_above_300000_tokens": 4e-6}})";
  const auto usd = [&](pricing::Usage usage, Service service) {
    return text(bill_with(table, "m", usage, "2026-10-01", service)->total);
  };
  CHECK(usd({.input_tokens = 1000}, Service::ultrafast) == "0.006000");
  CHECK(usd({.input_tokens = 272001}, Service::ultrafast) == "3.264012");
  CHECK(usd({.input_tokens = 272001, .cache_write_long_tokens = 1}, Service::ultrafast) == "3.264042");
  CHECK(usd({.input_tokens = 1000}, Service::balanced) == "0.000800");
  CHECK(usd({.input_tokens = 272002}, Service::flex) == "0.136001");
  CHECK(usd({.input_tokens = 1000}, Service::flex) == "unknown");
  CHECK(usd({.input_tokens = 300001}, Service::standard) == "1.200004");
}

TEST_CASE("LiteLLM: an amount that a tier does not give is that of the tier below it") {
  constexpr const char* table = R"({"m": {"litellm_provider": "p", "input_cost_per_token": 1e-6,
    "output_cost_per_token": 2e-6, "input_cost_per_token_above_128k_tokens": 3e-6,
    "output_cost_per_token_above_128k_tokens": null, "input_cost_per_token_above_256k_tokens": 5e-6,
    "cache_read_input_token_cost_above_128k_tokens": 4e-7}})";
  CHECK(text(bill_with(table, "m", {.input_tokens = 128001, .output_tokens = 1})->total) == "0.384005");
  const pricing::Usage usage{.input_tokens = 256002, .cached_tokens = 1, .output_tokens = 1};
  const Result<pricing::Bill> bill = bill_with(table, "m", usage);
  CHECK(text(bill->input) == "1.280005");
  CHECK(text(bill->cached) == "0.0000004");
  CHECK(text(bill->output) == "0.000002");
}

TEST_CASE("LiteLLM: tiered_pricing") {
  constexpr const char* table = R"({"m": {"litellm_provider": "p", "output_cost_per_token": 7e-6, "tiered_pricing": [
      {"range": [0, 32000.0], "input_cost_per_token": 1e-6, "output_cost_per_token": 5e-6,
       "cache_read_input_token_cost": 1e-7},
      {"range": [32000.0, 128000.0], "input_cost_per_token": 2e-6}, {"input_cost_per_query": 1}]},
    "search": {"litellm_provider": "q",
               "tiered_pricing": [{"max_results_range": [0, 5], "input_cost_per_query": 1}]}})";
  CHECK(text(bill_with(table, "m", {.input_tokens = 32000, .output_tokens = 1})->total) == "0.032005");
  const pricing::Usage usage{.input_tokens = 32001, .cached_tokens = 1, .output_tokens = 1};
  const Result<pricing::Bill> bill = bill_with(table, "m", usage);
  CHECK(text(bill->input) == "0.064000");
  CHECK(text(bill->output) == "0.000007");
  CHECK(text(bill->cached) == "unknown");
  CHECK(text(bill_with(table, "search", {.input_tokens = 1})->total) == "unknown");
  // In tiered_pricing the threshold belongs to the lower tier, for every provider.
  CHECK(text(bill_with(R"({"g": {"litellm_provider": "xai", "tiered_pricing": [
    {"range": [0, 10], "input_cost_per_token": 1}, {"range": [10, 20], "input_cost_per_token": 2}]}})",
                       "g", {.input_tokens = 10})->total) == "10.000000");
}

TEST_CASE("LiteLLM: off_peak_pricing") {
  constexpr const char* table = R"({"m": {"litellm_provider": "p", "input_cost_per_token": 2e-6,
    "output_cost_per_token": 4e-6, "off_peak_pricing": {"input_cost_per_token": 1e-6, "windows": []}}})";
  CHECK(text(bill_with(table, "m", {.input_tokens = 1, .output_tokens = 1}, "2026-10-01", Service::off_peak)->total) ==
        "0.000005");
  CHECK(text(bill_with(table, "m", {.input_tokens = 1, .output_tokens = 1})->total) == "0.000006");
}

TEST_CASE("models.dev: tiers") {
  constexpr const char* table = R"({"p": {"models": {"m": {"cost": {"input": 1, "output": 2,
    "context_over_200k": {"input": 3, "output": 4}}, "limit": {"context": 0}}, "n": {"cost": {"input": 2.5,
    "output": 15, "tiers": [{"input": 5, "output": 22.5, "tier": {"type": "context", "size": 272000}},
                            {"input": 3, "output": 15, "tier": {"type": "context", "size": 32000}}],
    "context_over_200k": {"input": 5, "output": 22.5}}}}}})";
  CHECK(text(bill_with(table, "p/m", {.input_tokens = 200000})->total) == "0.200000");
  CHECK(text(bill_with(table, "m", {.input_tokens = 200001})->total) == "0.600003");
  CHECK(text(bill_with(table, "n", {.input_tokens = 32000})->total) == "0.080000");
  CHECK(text(bill_with(table, "n", {.input_tokens = 250000, .output_tokens = 1000})->total) == "0.765000");
  CHECK(text(bill_with(table, "n", {.input_tokens = 272001})->total) == "1.360005");
  CHECK_FALSE(formats::read_price_table(table)->find("m")->context_window.has_value());
}

TEST_CASE("models.dev: experimental modes") {
  constexpr const char* table = R"({"p": {"models": {"m": {"cost": {"input": 1, "output": 2},
    "experimental": {"modes": {"fast": {"cost": {"input": 2, "output": 4, "cache_read": 0.2}},
                               "ultrafast": {"cost": {"input": 6}}, "other": {"cost": {"input": 9}},
                               "pro": {"provider": {}}}}}, "n": {"experimental": {"modes": {
                                 "priority": {"cost": {"input": 3}}}}}}}})";
  const Result<pricing::Bill> bill = bill_with(table, "m", {.input_tokens = 2, .cached_tokens = 1}, "2026-10-01",
                                               Service::priority);
  CHECK(text(bill->total) == "0.0000022");
  CHECK(text(bill_with(table, "m", {.input_tokens = 1}, "2026-10-01", Service::ultrafast)->total) == "0.000006");
  CHECK(text(bill_with(table, "n", {.input_tokens = 1}, "2026-10-01", Service::priority)->total) == "0.000003");
}

TEST_CASE("llm-prices: a period ends the day before to_date") {
  CHECK(text(bill_with(llm_prices_vendor, "gpt-4o", {.input_tokens = 1000000}, "2025-12-31")->total) ==
        "5.000000");
  CHECK(text(bill_with(llm_prices_vendor, "gpt-4o", {.input_tokens = 1000000}, "2026-01-01")->total) ==
        "2.500000");
  // The end of one period is the start of the next.
  constexpr const char* table = R"({"vendor":"v","models":[{"id":"z","name":"z","price_history":[
    {"input":2,"output":10,"from_date":null,"to_date":"2026-09-01"},
    {"input":9,"output":90,"from_date":"2026-09-01","to_date":"2026-09-01"},
    {"input":3,"output":15,"from_date":"2026-09-01","to_date":null}]}]})";
  CHECK(text(bill_with(table, "z", {.input_tokens = 1000000}, "2026-08-31")->total) == "2.000000");
  CHECK(text(bill_with(table, "z", {.input_tokens = 1000000}, "2026-09-01")->total) == "3.000000");
  CHECK(formats::read_price_table(table)->left_out().count == 0);
}

TEST_CASE("genai-prices: name rules, tiers of each amount, start dates") {
  CHECK(text(bill_with(genai_prices, "four-o", {.input_tokens = 1000000})->total) == "2.500000");
  constexpr const char* table = R"([{"id": "p", "models": [{"id": "m", "prices": [
    {"prices": {"input_mtok": {"base": 1, "tiers": [{"start": 500000, "price": 3}, {"start": 200000, "price": 2}]},
                "output_mtok": {"base": 10, "tiers": [{"start": 200000, "price": 20}]}, "cache_read_mtok": 0.5}},
    {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 7}},
    {"constraint": {"start_time": "00:30:00Z", "end_time": "08:00:00Z"}, "prices": {"input_mtok": 9}}]}]}])";
  CHECK(text(bill_with(table, "m", {.input_tokens = 200000}, "2026-08-31")->total) == "0.200000");
  CHECK(text(bill_with(table, "m", {.input_tokens = 200001}, "2026-08-31")->total) == "0.400002");
  const pricing::Usage longest{.input_tokens = 500001, .cached_tokens = 1, .output_tokens = 1000000};
  const Result<pricing::Bill> bill = bill_with(table, "m", longest, "2026-08-31");
  CHECK(text(bill->input) == "1.500000");
  CHECK(text(bill->cached) == "0.0000005");
  CHECK(text(bill->output) == "20.000000");
  CHECK(text(bill_with(table, "m", {.input_tokens = 500001}, "2026-09-01")->total) == "3.500007");
}

TEST_CASE("genai-prices: a tier is always above its start") {
  constexpr const char* table = R"([{"id": "x-ai", "models": [{"id": "g", "prices": {
    "input_mtok": {"base": 1, "tiers": [{"start": 199999, "price": 2}]}}}]}])";
  CHECK(text(bill_with(table, "g", {.input_tokens = 199999})->total) == "0.199999");
  CHECK(text(bill_with(table, "g", {.input_tokens = 200000})->total) == "0.400000");
}

TEST_CASE("models.dev: xAI's tiers include the threshold") {
  constexpr const char* table = R"({"xai": {"models": {"g": {"cost": {"input": 1,
    "tiers": [{"input": 2, "tier": {"type": "context", "size": 200000}}]}}}}})";
  CHECK(text(bill_with(table, "g", {.input_tokens = 199999})->total) == "0.199999");
  CHECK(text(bill_with(table, "g", {.input_tokens = 200000})->total) == "0.400000");
}

TEST_CASE("genai-prices: the form with units, long cache writes and variants") {
  constexpr const char* table = R"({"units": {"input_tokens": {"per": 1000000}}, "providers": [{"id": "p", "models": [
    {"id": "m", "prices": {"input_mtok": {"base": 2, "tiers": [{"start": 200000, "price": 4}]}, "output_mtok": 8,
                           "cache_read_mtok": 0.5, "cache_write_mtok": 2.5, "cache_write_1h_mtok": 4},
     "price_variants": [
       {"when": {"processing": "batch"}, "prices": {"input_mtok": 1, "output_mtok": 4}},
       {"when": {"service_tier": "flex"}, "prices": {"input_mtok": 1.5}, "constraint": {"start_date": "2026-10-12"}},
       {"when": {"service_tier": "priority"}, "prices": {"input_mtok": 9}, "constraint": {"start_time": "01:00:00Z"}},
       {"when": {"service_tier": "priority"}, "prices": {"input_mtok": 3}},
       {"when": {"service_tier": "fast"}, "prices": {"input_mtok": 99, "output_mtok": 12}},
       {"when": {"service_tier": "default"}, "prices": {"input_mtok": 99}},
       {"when": {"processing": "batch", "route": "eu"}, "prices": {"input_mtok": 99}}]}]}]})";
  const auto usd = [&](pricing::Usage usage, Service service, std::string_view day = "2026-10-12") {
    return text(bill_with(table, "m", usage, day, service)->total);
  };
  CHECK(usd({.cache_write_long_tokens = 1}, Service::standard) == "0.000004");
  CHECK(usd({.input_tokens = 10}, Service::batch) == "0.000010");
  CHECK(usd({.output_tokens = 1}, Service::batch) == "0.000004");
  CHECK(usd({.input_tokens = 1, .cached_tokens = 1}, Service::batch) == "0.0000005");  // not in the variant
  CHECK(usd({.input_tokens = 2}, Service::flex) == "0.000003");
  CHECK(usd({.input_tokens = 2}, Service::flex, "2026-10-11") == "unknown");
  CHECK(usd({.input_tokens = 1}, Service::priority) == "0.000003");
  CHECK(usd({.output_tokens = 1}, Service::priority) == "0.000012");  // from the second variant
  CHECK(usd({.input_tokens = 200001}, Service::standard) == "0.800004");
}

TEST_CASE("genai-prices: variants and periods change on different days") {
  constexpr const char* table = R"([{"id": "p", "models": [{"id": "m", "prices": [
    {"prices": {"input_mtok": 1}},
    {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 2, "output_mtok": 3}}],
    "price_variants": [{"when": {"processing": "batch"}, "constraint": {"start_date": "2026-08-01"},
                        "prices": {"input_mtok": 0.5}}]}]}])";
  const auto usd = [&](std::string_view day, pricing::Usage usage) {
    return text(bill_with(table, "m", usage, day, Service::batch)->total);
  };
  CHECK(usd("2026-07-31", {.input_tokens = 10}) == "unknown");
  CHECK(usd("2026-08-01", {.input_tokens = 10}) == "0.000005");
  CHECK(usd("2026-08-31", {.output_tokens = 10}) == "unknown");
  CHECK(usd("2026-09-01", {.output_tokens = 10}) == "0.000030");
  CHECK(usd("2026-09-01", {.input_tokens = 10}) == "0.000005");
}

TEST_CASE("genai-prices: of periods that are not in the order of their days, the last one in the list applies") {
  constexpr const char* table = R"([{"id": "p", "models": [{"id": "m", "prices": [{"prices": {"input_mtok": 1}},
    {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 2}},
    {"constraint": {"start_date": "2026-08-01"}, "prices": {"input_mtok": 3}}]}]}])";
  CHECK(text(bill_with(table, "m", {.input_tokens = 1}, "2026-07-31")->total) == "0.000001");
  CHECK(text(bill_with(table, "m", {.input_tokens = 1}, "2026-08-01")->total) == "0.000003");
  CHECK(text(bill_with(table, "m", {.input_tokens = 1}, "2026-09-01")->total) == "0.000003");
}

TEST_CASE("the noise of binary floating-point numbers is removed") {
  constexpr const char* models_dev_noise =
      R"({"p":{"id":"p","models":{"m":{"id":"m","cost":{"input":0.0024499999999999995,"output":1}}}}})";
  CHECK(text(bill_with(models_dev_noise, "m", {.input_tokens = 1000000})->total) == "0.002450");
  constexpr const char* litellm_noise =
      R"({"m": {"litellm_provider": "p", "input_cost_per_token": 3.3333333333333335e-09,
                "output_cost_per_token": 1.0000000000000001e-07}})";
  CHECK(text(bill_with(litellm_noise, "m", {.input_tokens = 1000000})->total) == "0.003333333333333");
  CHECK(text(bill_with(litellm_noise, "m", {.output_tokens = 1000000})->total) == "0.100000");
}

TEST_CASE("a value that cannot be used is left out, with its place") {
  const auto first = [](const char* table, std::size_t count = 1) {
    const Result<pricing::PriceTable> read = formats::read_price_table(table);
    REQUIRE(read);
    CHECK(read->left_out().count == count);
    return read->left_out().first;
  };
  CHECK(first(R"({"m": {"litellm_provider": "p", "input_cost_per_token": "1"}})") ==
        "/m/input_cost_per_token: expected a number");
  CHECK(first(R"({"m": {"input_cost_per_token": -1e-6, "output_cost_per_token": -2, "mode": "chat"}})", 2) ==
        "/m/input_cost_per_token: expected a non-negative amount, got '-1e-6'");
  CHECK(first(R"({"m": {"input_cost_per_token": 1e300}})") ==
        "/m/input_cost_per_token: '1e300' is too large for exact arithmetic");
  CHECK(first(R"({"m": {"input_cost_per_token": 1e999}})").starts_with("/m/input_cost_per_token: "));
  // The price of a million tokens does not fit.
  CHECK(first(R"({"m": {"input_cost_per_token": 1e9}})") ==
        "/m/input_cost_per_token: '1e9' is too large for exact arithmetic");
  CHECK(first(R"({"m": {"input_cost_per_token": 1}, "n": 3})") == "/n: expected an object");
  CHECK(first(R"({"p": {"models": {"m/n": {"cost": {"input": true}}}}})") ==
        "/p/models/m~1n/cost/input: expected a number");
  CHECK(first(R"({"p": {"models": {"m": {"cost": {"tiers": [{"input": 1}]}}}}, "q": []})", 2) ==
        "/p/models/m/cost/tiers/0: expected the size of the tier, in tokens");
  CHECK(first(R"({"prices": [{"id": "m", "input": 1}, {"id": "n", "input": []}, {"input": 1}]})", 2) ==
        "/prices/1/input: expected a number");
  CHECK(first(R"({"vendor": "v", "models": [{"id": "m", "price_history": [{"input": 1, "from_date": "soon"}]}]})") ==
        "/models/0/price_history/0/from_date: expected a date in the form YYYY-MM-DD, got 'soon'");
  CHECK(first(R"({"vendor": "v", "models": [{"id": "m", "price_history": [{"input": 1}, {"input": 2}]}, 7]})", 2) ==
        "/models/0: m: two standard prices for the same day");
  CHECK(first(R"([{"id": "p", "models": [
          {"id": "m", "prices": {"input_mtok": {"base": 1, "tiers": [{"price": 2}]}}}]}])") ==
        "/0/models/0/prices/input_mtok/tiers/0/start: expected a number of tokens");
  CHECK(first("model\tinput\tservice\nm\t-1\tflex\nm\t3\t\n") == "line 2: invalid input '-1': negative");
}

TEST_CASE("the other values of a table are kept") {
  constexpr const char* table = R"({"bad": {"litellm_provider": "p", "input_cost_per_token": "1",
    "output_cost_per_token": 2e-6}, "good": {"litellm_provider": "p", "input_cost_per_token": 1e-6}})";
  CHECK(text(bill_with(table, "bad", {.output_tokens = 1})->total) == "0.000002");
  CHECK(text(bill_with(table, "bad", {.input_tokens = 1})->total) == "unknown");
  CHECK(text(bill_with(table, "good", {.input_tokens = 1})->total) == "0.000001");
  // A price of a tier that is left out is not that of the tier below it.
  constexpr const char* tier = R"({"m": {"litellm_provider": "p", "input_cost_per_token": 1e-6,
    "output_cost_per_token": 2e-6, "input_cost_per_token_above_128k_tokens": -3e-6}})";
  CHECK(text(bill_with(tier, "m", {.input_tokens = 128001})->input) == "unknown");
  CHECK(text(bill_with(tier, "m", {.input_tokens = 128001, .output_tokens = 1})->output) == "0.000002");
  // A rule that is not in RE2's syntax.
  constexpr const char* rules = R"([{"id": "p", "models": [{"id": "m", "match": {"regex": "(?<!x)y"},
    "prices": {"input_mtok": 1}}]}])";
  CHECK(formats::read_price_table(rules)->left_out().count == 1);
  CHECK(text(bill_with(rules, "m", {.input_tokens = 1})->total) == "0.000001");
  CHECK(text(bill_with("model\tinput\toutput\nm\tfree\t3\n", "m", {.output_tokens = 1})->total) == "0.000003");
}

TEST_CASE("a byte order mark is skipped") {
  CHECK(text(bill_with("\xEF\xBB\xBFmodel\tinput\nm\t1\n", "m", {.input_tokens = 1})->total) == "0.000001");
  const std::string marked = std::string("\xEF\xBB\xBF").append(litellm);
  CHECK(text(bill_with(marked.c_str(), "gpt-4o", {.input_tokens = 2})->total) == "0.000005");
}

TEST_CASE("unknown formats are rejected") {
  for (const char* table :
       {"", "words", "{}", "[]", "[1]", "3", "null", R"({"a": {"b": 1}})", R"({"models": []})"}) {
    CAPTURE(table);
    CHECK_FALSE(error_of(table).empty());
  }
  CHECK(error_of("{\"m\": ") == "invalid JSON at column 7: unexpected end of input");
  CHECK(error_of("words") == "expected JSON or a table whose first line names its columns, including 'model'");
  CHECK(error_of("{}") == "unknown price table format; expected LiteLLM, models.dev, llm-prices or genai-prices");
}
