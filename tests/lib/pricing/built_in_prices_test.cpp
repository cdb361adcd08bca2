// Checks vocab/prices/models.tsv and vocab/prices/prices.tsv. The reader, which the build runs on them, already checks
// that periods do not overlap and that aliases refer to known models.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string_view>

#include "tokmill/pricing/pricing.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

const PricedModel& model(std::string_view name) {
  const PricedModel* found = PriceTable::built_in().find(name);
  REQUIRE(found != nullptr);
  return *found;
}

const Price& price(std::string_view name, Service service, std::string_view day) {
  const PricedModel& priced = model(name);
  const Date at = *parse_date(day);
  for (const Price& row : priced.prices) {
    if (row.service == service && !row.above_input_tokens && (!row.from || *row.from <= at) &&
        (!row.to || at <= *row.to)) {
      return row;
    }
  }
  FAIL("no price");
  return priced.prices[0];
}

Money usd(std::string_view per_million) {
  return *parse_dollars_per_million(per_million);
}

}  // namespace

TEST_CASE("the table has all models of the readings, and no two share a name") {
  CHECK(PriceTable::built_in().models().size() == 285);
  std::set<std::string_view> names;
  for (const PricedModel& priced : PriceTable::built_in().models()) {
    CAPTURE(priced.id);
    CHECK(names.insert(priced.id).second);
    for (const std::string_view alias : priced.aliases) CHECK(names.insert(alias).second);
    CHECK_FALSE(priced.provider.empty());
    CHECK_FALSE(priced.kind.empty());
  }
}

TEST_CASE("every model has a standard price, and every price has a source") {
  for (const PricedModel& priced : PriceTable::built_in().models()) {
    CAPTURE(priced.id);
    CHECK(std::any_of(priced.prices.begin(), priced.prices.end(), [](const Price& row) {
      return row.service == Service::standard && !row.above_input_tokens && row.input && row.output;
    }));
    for (const Price& row : priced.prices) {
      CHECK_FALSE(row.source.empty());
      CHECK_FALSE(row.confidence.empty());
      if (row.as_of && row.to) CHECK(*row.as_of <= *row.to);
      CHECK(row.from.has_value());  // so that no price is given for a day before the first on which one is known
    }
  }
}

TEST_CASE("no price is zero except those that the source calls free") {
  for (const PricedModel& priced : PriceTable::built_in().models()) {
    for (const Price& row : priced.prices) {
      CAPTURE(priced.id);
      CHECK(row.input != Money());
      CHECK(row.cached_input != Money());
      CHECK(row.cache_write_long != Money());
      if (row.cache_write == Money()) CHECK((priced.provider == "zai" || priced.provider == "deepseek"));
      if (row.output == Money()) CHECK(priced.kind == "embedding");
    }
  }
}

TEST_CASE("an encoding is in the registry, and models without one say what is known") {
  for (const PricedModel& priced : PriceTable::built_in().models()) {
    CAPTURE(priced.id);
    if (priced.encoding.empty()) {
      CHECK_FALSE(priced.tokenizer.empty());
      if (priced.ratio.is_known()) CHECK(priced.ratio.source.find("2026-") != std::string_view::npos);  // its date
      CHECK_FALSE(encoding_name_for_model(priced.id).has_value());
    } else {
      CHECK_FALSE(priced.ratio.is_known());
      CHECK(find_encoding(priced.encoding));
      const auto of_map = encoding_name_for_model(priced.id);
      if (of_map) CHECK(*of_map == priced.encoding);
    }
  }
}

TEST_CASE("batch prices from discounts, from prices and from flex prices") {
  CHECK(price("claude-sonnet-4-6", Service::batch, "2026-10-01").input == usd("1.5"));
  CHECK(price("claude-sonnet-4-6", Service::batch, "2026-10-01").cached_input == usd("0.15"));
  CHECK(price("gpt-4o", Service::batch, "2026-10-01").output == usd("5"));
  CHECK_FALSE(price("gpt-4", Service::batch, "2026-11-25").cached_input.has_value());
  CHECK(price("o3", Service::flex, "2026-10-01").input == usd("1"));
}

TEST_CASE("prices of OpenAI's services, cached input and tiers") {
  const auto cached = [](std::string_view name, Service service) {
    return price(name, service, "2026-11-25").cached_input;
  };
  CHECK(cached("gpt-5-mini", Service::batch) == usd("0.0125"));
  CHECK(cached("gpt-5.4", Service::batch) == usd("0.13"));
  CHECK(cached("gpt-4.1", Service::batch) == usd("0.5"));  // the batch table has none, so the standard one applies
  CHECK(cached("gpt-5.4", Service::flex) == usd("0.13"));
  CHECK(cached("gpt-4o", Service::priority) == usd("2.125"));
  const std::span<const Price> rows = model("gpt-5.4").prices;
  CHECK(std::any_of(rows.begin(), rows.end(), [](const Price& row) {
    return row.service == Service::batch && row.above_input_tokens == 272'000 && row.cached_input == usd("0.25") &&
           row.output == usd("11.25");
  }));
}

TEST_CASE("prices that were out of date") {
  CHECK(price("gpt-5.5", Service::priority, "2026-11-25").input == usd("12.5"));
  CHECK(price("gpt-5.5", Service::priority, "2026-11-25").output == usd("75"));
  CHECK(price("gpt-5.5", Service::priority, "2026-10-11").input == usd("10"));
  CHECK(price("gpt-5.6-luna", Service::priority, "2026-08-01").input == usd("0.4"));
  CHECK(price("gpt-5.6-luna", Service::priority, "2026-08-01").output == usd("2.4"));
  CHECK(price("gpt-5.6-terra", Service::priority, "2026-08-01").input == usd("4"));
  CHECK(price("gpt-5.6-terra", Service::priority, "2026-08-01").output == usd("24"));
  CHECK(price("gemini-3.6-flash", Service::priority, "2026-10-30").input == usd("1.35"));
  CHECK(price("gemini-3.6-flash", Service::priority, "2026-10-30").output == usd("6.75"));
}

TEST_CASE("disagreements between sources are recorded") {
  // Its context window is 200,000 tokens, and only one source has a price above that.
  const std::span<const Price> rows = model("claude-sonnet-4-5").prices;
  CHECK(std::none_of(rows.begin(), rows.end(), [](const Price& row) { return row.above_input_tokens.has_value(); }));
  CHECK(price("claude-sonnet-4-5", Service::standard, "2026-11-25").disagreement ==
        "genai-prices 0.2.3 has a price above 200000 tokens: input 6, cached 0.6, output 22.5");
  CHECK_FALSE(price("gpt-5.6-sol", Service::standard, "2026-11-01").disagreement.empty());
  CHECK(price("gpt-4o", Service::standard, "2026-11-25").disagreement.empty());
}

TEST_CASE("priority prices from prices and from factors") {
  CHECK(price("gpt-4o", Service::priority, "2026-10-01").input == usd("4.25"));
  CHECK(price("gemini-3.7-flash", Service::priority, "2026-10-01").input == usd("1.35"));
  CHECK(price("gpt-6.2-sol", Service::priority, "2026-11-20").output == usd("20"));
  CHECK_FALSE(price("gpt-5-nano", Service::priority, "2026-10-01").output.has_value());
}

TEST_CASE("promotions, scheduled and superseded prices") {
  CHECK(price("gemini-3.6-flash", Service::standard, "2026-12-31").input == usd("0.75"));
  CHECK(price("gemini-3.6-flash", Service::standard, "2027-01-01").input == usd("1.5"));
  CHECK(price("gpt-5.6-sol", Service::standard, "2026-08-20").input == usd("5"));
  CHECK(price("gpt-5.6-sol", Service::standard, "2026-08-21").promotion);
  CHECK(price("deepseek-v4-pro", Service::standard, "2026-08-15").cached_input == usd("0.003625"));
  CHECK(price("deepseek-v4-pro", Service::off_peak, "2026-09-01").input == usd("0.66"));
  // An increase that was announced and then withdrawn was never in effect.
  CHECK(std::none_of(model("claude-sonnet-5").prices.begin(), model("claude-sonnet-5").prices.end(),
                     [](const Price& row) { return row.input == usd("3"); }));
}

TEST_CASE("cache writes and limits that are easy to misread") {
  CHECK(model("claude-sonnet-4-6").cache_retention == "5m/1h");
  CHECK(model("gpt-6.2-sol").cache_retention == "30m/12h");
  CHECK(price("gpt-6.2-sol", Service::standard, "2026-11-20").cache_write_long == usd("5"));
  CHECK_FALSE(model("text-embedding-3-small").max_output.has_value());  // some tables give its dimensions there
  CHECK(model("claude-opus-5-5").max_output_batch == 300000);
}
