#include "tokmill/formats/price_tables.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tokmill/pricing/pricing.hpp"

using namespace tokmill;
using namespace tokmill::formats;

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
                    {"input": 5, "output": 15, "input_cached": null, "from_date": null, "to_date": "2025-12-31"}]}]})";

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

TEST_CASE("models.dev: long contexts") {
  constexpr const char* table = R"({"p": {"models": {"m": {"cost": {"input": 1, "output": 2,
    "context_over_200k": {"input": 3, "output": 4}}, "limit": {"context": 0}}}}})";
  CHECK(text(bill_with(table, "p/m", {.input_tokens = 200000})->total) == "0.200000");
  CHECK(text(bill_with(table, "m", {.input_tokens = 200001})->total) == "0.600003");
  CHECK_FALSE(formats::read_price_table(table)->find("m")->context_window.has_value());
}

TEST_CASE("llm-prices: periods include their first and last day") {
  CHECK(text(bill_with(llm_prices_vendor, "gpt-4o", {.input_tokens = 1000000}, "2025-12-31")->total) ==
        "5.000000");
  CHECK(text(bill_with(llm_prices_vendor, "gpt-4o", {.input_tokens = 1000000}, "2026-01-01")->total) ==
        "2.500000");
}

TEST_CASE("genai-prices: name rules, tiers of each amount, start dates") {
  CHECK(text(bill_with(genai_prices, "four-o", {.input_tokens = 1000000})->total) == "2.500000");
  constexpr const char* table = R"([{"id": "p", "models": [{"id": "m", "prices": [
    {"prices": {"input_mtok": {"base": 1, "tiers": [{"start": 200000, "price": 2}, {"start": 500000, "price": 3}]},
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

TEST_CASE("errors give the location of an invalid value") {
  CHECK(error_of(R"({"m": {"litellm_provider": "p", "input_cost_per_token": "1"}})") ==
        "/m/input_cost_per_token: expected a number");
  CHECK(error_of(R"({"m": {"litellm_provider": "p", "input_cost_per_token": -1e-6}})") ==
        "/m/input_cost_per_token: expected a non-negative amount, got '-1e-6'");
  CHECK(error_of(R"({"m": {"input_cost_per_token": 1e300}})") ==
        "/m/input_cost_per_token: '1e300' is too large for exact arithmetic");
  CHECK(error_of(R"({"m": {"input_cost_per_token": 1e999}})").starts_with("/m/input_cost_per_token: "));
  // The price of a million tokens does not fit.
  CHECK(error_of(R"({"m": {"input_cost_per_token": 1e9}})") ==
        "/m/input_cost_per_token: '1e9' is too large for exact arithmetic");
  CHECK(error_of(R"({"p": {"models": {"m/n": {"cost": {"input": true}}}}})") ==
        "/p/models/m~1n/cost/input: expected a number");
  CHECK(error_of(R"({"prices": [{"id": "m", "input": 1}, {"id": "n", "input": []}]})") ==
        "/prices/1/input: expected a number");
  CHECK(
      error_of(
          R"({"vendor": "v", "models": [{"id": "m", "price_history": [{"input": 1, "from_date": "soon"}]}]})") ==
      "/models/0/price_history/0/from_date: expected a date in the form YYYY-MM-DD, got 'soon'");
  CHECK(
      error_of(
          R"([{"id": "p", "models": [{"id": "m", "prices": {"input_mtok": {"base": 1, "tiers": [{"price":2}]}}}]}])") ==
      "/0/models/0/prices/input_mtok/tiers/0/start: expected a number of tokens");
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
