#include "tokmill/analysis/json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace tokmill;

std::string omissions_json(const std::vector<chat::Omission>& omissions) {
  formats::JsonWriter json;
  json.begin_object();
  analysis::write_omissions(json, omissions);
  json.end_object();
  return json.text();
}

}  // namespace

TEST_CASE("json: what a count leaves out, by kind") {
  using Kind = chat::Omission::Kind;
  CHECK(omissions_json({}) == "{}");
  CHECK(omissions_json({{Kind::fee, "web search", {}}, {Kind::uncounted, "tools", {}}, {Kind::chat_template, "x", {}},
                        {Kind::range, "image", {}}}) ==
        R"({"not_counted":["tools","x"],"fees":["web search"]})");
}

TEST_CASE("json: a cost that is known in part") {
  analysis::CostRow row;
  row.name = "total";
  row.is_total = true;
  row.exact = false;
  row.usage.input_tokens = 7;
  row.usage.cache_write_tokens = 1;
  row.usage.cache_write_long_tokens = 2;
  row.bill.input = pricing::Money::atto_dollars(1'500'000'000'000'000'000);
  formats::JsonWriter json;
  write_cost(json, row);
  CHECK(json.text() ==
        R"({"model":"total","encoding":null,"exact":false,"input_tokens":7,"cached_tokens":0,"cache_write_tokens":3,)"
        R"("output_tokens":0,"calls":1,"usd":{"input":"1.500000","cached":null,"cache_write":null,"output":null,)"
        R"("total":null},"range":null,"context_window":null,"context_used":0,"fits":null,"as_of":null})");
}
