#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <type_traits>

#include "tokmill/pricing/pricing.hpp"

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

std::string error_of(const std::string& table) {
  const Result<PriceTable> parsed = PriceTable::parse(table);
  REQUIRE(!parsed);
  CHECK(parsed.error().code == ErrorCode::malformed_price_table);
  return parsed.error().message;
}

PricedModel model_named(std::string_view id) {
  PricedModel model;
  model.id = id;
  return model;
}

}  // namespace

TEST_CASE("a table in the project's own format") {
  const Result<PriceTable> table = PriceTable::parse(
      "# prices\n"
      "provider\tmodel\tencoding\tcontext_window\tfrom\tto\tabove_input_tokens\tcomparison\tinput\toutput\r\n"
      "\n"
      "acme\tsmall\to200k_base\t1000\t\t2026-06-30\t\t\t2.5\t10\n"
      "\tsmall\t\t\t2026-07-01\t\t\t\t0\t\n"
      "acme\tsmall\t\t\t2026-07-01\t\t500\t>=\t1\t2\n");
  REQUIRE(table);
  REQUIRE(table->models().size() == 1);
  const PricedModel& model = table->models()[0];
  CHECK(model.provider == "acme");
  CHECK(model.encoding == "o200k_base");
  CHECK(model.context_window == 1000);
  CHECK_FALSE(model.max_output.has_value());
  REQUIRE(model.prices.size() == 3);
  CHECK(model.prices[0].input == *parse_dollars("2.5e-6"));
  CHECK(model.prices[0].to == *parse_date("2026-06-30"));
  CHECK(model.prices[1].input == Money());
  CHECK_FALSE(model.prices[1].output.has_value());
  CHECK(model.prices[2].at_threshold);
  CHECK(table->find("acme/small") == &model);
  CHECK(table->find("acme/other") == nullptr);
}

TEST_CASE("models and prices may be two tables, one after the other") {
  const Result<PriceTable> table = PriceTable::parse(
      "model\talias_"
      "of\tprovider\nsmall\t\tacme\nlittle\tsmall\tacme\ntiny\tlittle\tacme\nmodel\tinput\nsmall\t3\n");
  REQUIRE(table);
  REQUIRE(table->models().size() == 1);
  CHECK(table->find("tiny") == &table->models()[0]);
  CHECK(table->find("small")->prices[0].input == *parse_dollars("3e-6"));
}

// The models of a copy would refer to the original's texts and lists.
static_assert(!std::is_copy_constructible_v<PriceTable> && !std::is_copy_assignable_v<PriceTable>);
static_assert(std::is_nothrow_move_constructible_v<PriceTable> && std::is_nothrow_move_assignable_v<PriceTable>);

TEST_CASE("moving a table keeps what its models refer to") {
  constexpr std::string_view text =
      "model\talias_of\tinput\n"
      "a model with a long id\t\t1\n"
      "n\ta model with a long id\t\n";
  const auto check = [](const PriceTable& table, const PricedModel* model) {
    REQUIRE(table.models().size() == 1);
    CHECK(&table.models()[0] == model);
    CHECK(table.find("n") == model);
    CHECK(model->id == "a model with a long id");
    CHECK(model->prices[0].input == *parse_dollars("1e-6"));
  };
  auto parsed = std::make_unique<Result<PriceTable>>(PriceTable::parse(text));
  REQUIRE(*parsed);
  PriceTable& original = **parsed;
  const PricedModel* const model = &original.models()[0];

  PriceTable constructed = std::move(original);
  CHECK(original.models().empty());
  CHECK(original.find("n") == nullptr);
  PriceTable assigned;
  REQUIRE(assigned.add(model_named("overwritten")));
  assigned = std::move(constructed);
  parsed.reset();
  check(assigned, model);

  SUBCASE("and the table can grow") {
    REQUIRE(assigned.add(model_named("other")));
    CHECK(assigned.models().size() == 2);
    CHECK(assigned.find("n")->id == "a model with a long id");
  }
  SUBCASE("and a moved-from table can be used again") {
    REQUIRE(constructed.add(model_named("other")));
    CHECK(constructed.find("other") == &constructed.models()[0]);
  }
  SUBCASE("and a book owns its table") {
    PriceBook book;
    book.add(std::move(assigned));
    CHECK(book.find("n")->id == "a model with a long id");
  }
}

TEST_CASE("a price that is not a valid number is left out") {
  const auto first = [](std::string_view text) {
    const Result<PriceTable> table = PriceTable::parse(text);
    REQUIRE(table);
    CHECK(table->left_out().count == 1);
    return table->left_out().first;
  };
  CHECK(first("model\tinput\nm\tx\n") == "line 2: invalid input 'x': not a decimal number");
  CHECK(first("model\tinput\nm\t-1\n") == "line 2: invalid input '-1': negative");
  CHECK(first("model\toutput\nm\t1e999\n") == "line 2: invalid output '1e999': too large for exact arithmetic");
  CHECK(first("model\toutput\nm\t1e15\n") == "line 2: invalid output '1e15': too large for exact arithmetic");
  CHECK(first("model\ttraining\nm\t1e-19\n") ==
        "line 2: invalid training '1e-19': too many decimal places for exact arithmetic");

  const Result<PriceTable> table = PriceTable::parse("model\tinput\toutput\nm\t-1\t2\nn\tx\t0.30000000000000004\n");
  REQUIRE(table);
  CHECK(table->left_out().count == 2);
  CHECK_FALSE(table->find("m")->prices[0].input.has_value());
  CHECK(table->find("m")->prices[0].output == *parse_dollars_per_million("2"));
  CHECK(table->find("n")->prices[0].output == *parse_dollars_per_million("0.3"));
  CHECK(PriceTable::built_in().left_out().count == 0);
}

TEST_CASE("the ratio of a model's tokens to those of the proxy tokenizer") {
  const Result<PriceTable> table = PriceTable::parse(
      "model\tratio_low\tratio_high\tratio_source\n"
      "a\t0.9\t1.25\tmeasured 2026-11-26\nb\t\t\t\nc\t1\t1\tx\nb\t2\t1000\ty\n");
  REQUIRE(table);
  REQUIRE(table->models().size() == 3);
  CHECK(table->models()[0].ratio == TokenRatio{900, 1250, "measured 2026-11-26"});
  CHECK(table->models()[1].ratio == TokenRatio{2000, 1'000'000, "y"});  // from its second row
  CHECK(table->models()[2].ratio == TokenRatio{1000, 1000, "x"});
  CHECK_FALSE(model_named("d").ratio.is_known());
  const std::string heading = "model\tratio_low\tratio_high\tratio_source\n";
  for (const char* const row : {"m\t1\t\ts\n", "m\t\t1\ts\n", "m\t1\t1\t\n", "m\t\t\ts\n"}) {
    CHECK(error_of(heading + row) == "line 2: ratio_low, ratio_high and ratio_source require each other");
  }
  CHECK(error_of(heading + "m\t1.1\t1\ts\n") == "line 2: ratio_low exceeds ratio_high");
  for (const std::string ratio : {"0", "-1", "x", "1.2345", "1001"}) {
    CHECK(error_of(heading + "m\t" + ratio + "\t1000\ts\n") == "line 2: invalid ratio_low '" + ratio + "'");
  }
  CHECK(error_of(heading + "m\t1\t2\ts\nm\t1\t3\ts\n") == "line 3: conflicting rows for model 'm'");
}

TEST_CASE("errors in a table give the line") {
  CHECK(error_of("gpt\t1\n") == "line 1: expected column names, including 'model'");
  CHECK(error_of("model\tprize\n") == "line 1: unknown column 'prize'");
  CHECK(error_of("model\tinput\tinput\n") == "line 1: duplicate column 'input'");
  CHECK(error_of("model\tinput\nm\n") == "line 2: expected 2 fields, got 1");
  CHECK(error_of("model\tinput\n\t1\n") == "line 2: model is required");
  CHECK(error_of("model\tcomparison\tinput\nm\t>=\t1\n") ==
        "line 2: comparison requires above_input_tokens");
  CHECK(error_of("model\tpromotion\tinput\nm\tyes\t1\n") == "line 2: promotion requires to, its last day");
  CHECK(error_of("model\tfrom\tinput\nm\t2026-02-30\t1\n") == "line 2: invalid from '2026-02-30'");
  CHECK(error_of("model\tservice\tinput\nm\tfast\t1\n") == "line 2: invalid service 'fast'");
  CHECK(error_of("model\tcomparison\tinput\nm\t<\t1\n") == "line 2: invalid comparison '<'");
  CHECK(error_of("model\tcontext_window\tinput\nm\t99999999999999999999999\t1\n") ==
        "line 2: invalid context_window '99999999999999999999999'");
  CHECK(error_of("model\tinput\nm\t1\nm\t2\n") == "line 2: m: two standard prices for the same day");
  CHECK(error_of("model\tfrom\tto\tinput\nm\t2026-02-01\t2026-01-01\t1\n") ==
        "line 2: m: a price ends before it begins");
  CHECK(error_of("model\tprovider\tinput\nm\ta\t1\nm\tb\t2\n") == "line 3: conflicting rows for model 'm'");
}

TEST_CASE("circular aliases and aliases of unknown models are errors") {
  CHECK(error_of("model\talias_of\na\tb\nb\ta\n") == "line 2: circular alias 'a'");
  CHECK(error_of("model\talias_of\na\ta\n") == "line 2: circular alias 'a'");
  CHECK(error_of("model\talias_of\na\tb\n") ==
        "line 2: alias 'a' refers to unknown model 'b'");
}

TEST_CASE("a table is recognized by its column names") {
  CHECK(PriceTable::is_own_form("# c\n\nprovider\tmodel\n"));
  CHECK(PriceTable::is_own_form("model\tinput"));
  CHECK_FALSE(PriceTable::is_own_form("{\"model\": 1}"));
  CHECK_FALSE(PriceTable::is_own_form(""));
  CHECK_FALSE(PriceTable::is_own_form("models\tinput\nmodel\n"));
}
