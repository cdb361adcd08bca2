#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

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

TEST_CASE("among models with the same id, the provider of the lower tables is preferred") {
  PriceTable table;
  for (const char* provider : {"reseller", "openai"}) {
    Price price;
    price.input = *parse_dollars(provider == std::string("openai") ? "2" : "0");
    PricedModel model;
    model.provider = table.keep(provider);
    model.id = "gpt-4o";
    model.prices = table.keep(std::vector<Price>{price});
    REQUIRE(table.add(model));
  }
  PriceBook book;
  book.add(std::move(table));
  CHECK(book.find("gpt-4o")->prices[0].input == *parse_dollars("2"));
  CHECK(book.find("reseller/gpt-4o")->prices[0].input == Money());
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
