#include "commands/models/output.hpp"
#include "tokmill/analysis/json.hpp"

namespace tokmill::cli::models {

std::string json(const ModelsRequest& request) {
  formats::JsonWriter json;
  json.begin_array();
  for (const analysis::ModelTokenizer& model : request.models) {
    if (&model != &request.models.front()) json.line_break();
    write_model(json, model, request.at);
  }
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::models
