#include "pricing/indexed_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/model_name.hpp"

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

std::shared_ptr<const PriceTable> built_in() { return {std::shared_ptr<const PriceTable>(), &PriceTable::built_in()}; }

bool has_name(const PricedModel& model, std::string_view name) {
  return same_spelling(model.id, name) || same_spelling(own_id(model), name) ||
         std::any_of(model.aliases.begin(), model.aliases.end(),
                     [name](std::string_view alias) { return same_spelling(alias, name); });
}

// The slow twin: a walk through the table.
std::vector<const PricedModel*> rows_by_walk(const PriceTable& table, std::string_view name) {
  std::vector<const PricedModel*> rows;
  for (const PricedModel& model : table.models()) {
    if (has_name(model, name) || !model.rules.empty()) rows.push_back(&model);
  }
  return rows;
}

std::string other_spelling(std::string_view name) {
  std::string other(name);
  for (char& c : other) c = c == '-' ? '.' : c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return other;
}

void check_names_of(const std::shared_ptr<const PriceTable>& table, const PriceTable& names) {
  const IndexedTable indexed(table);
  const auto check = [&](std::string_view name) {
    for (const std::string& spelling : {std::string(name), other_spelling(name), std::string(name) + "x"}) {
      CAPTURE(spelling);
      CHECK(indexed.rows_named(spelling) == rows_by_walk(*table, spelling));
    }
  };
  for (const PricedModel& model : names.models()) {
    check(model.id);
    check(own_id(model));
    for (const std::string_view alias : model.aliases) check(alias);
  }
}

}  // namespace

TEST_CASE("indexed_table: the rows of a name are those that a walk finds") {
  check_names_of(built_in(), PriceTable::built_in());

  PriceTable table;
  PricedModel model;
  const auto add = [&](std::string_view provider, std::string_view id) {
    model.provider = provider;
    model.id = id;
    REQUIRE(table.add(model).has_value());
  };
  add("azure", "azure/gpt-4o");
  add("openai", "GPT_4o");
  model.rules = table.keep(std::vector<NameRule>{{NameRule::Kind::starts_with, "gpt-4"}});
  add("openai", "gpt-4.1");
  model.rules = {};
  model.aliases = table.keep(std::vector<std::string_view>{"gpt-4o", "gpt.4O"});
  add("kyma", "gpt-4o");
  const auto shared = std::make_shared<const PriceTable>(std::move(table));
  check_names_of(shared, PriceTable::built_in());
  check_names_of(shared, *shared);
  CHECK(IndexedTable(shared).rows_named("gpt-4o").size() == 4);
  CHECK(IndexedTable(shared).rows_named("azure/gpt-4o").size() == 2);
}

TEST_CASE("indexed_table: providers") {
  const IndexedTable indexed(built_in());
  CHECK(indexed.has_provider("openai"));
  CHECK(indexed.has_provider("OpenAI"));
  CHECK_FALSE(indexed.has_provider("somebody"));
  CHECK(IndexedTable(std::make_shared<const PriceTable>()).rows_named("x").empty());
}
