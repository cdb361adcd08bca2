#include "commands/cost/output.hpp"
#include "tokmill/analysis/json.hpp"

namespace tokmill::cli::cost {

std::string json(const std::vector<analysis::CostRow>& rows) {
  formats::JsonWriter json;
  json.begin_array();
  for (const analysis::CostRow& row : rows) write_cost(json, row);
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::cost
