#include "commands/cost/rows.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/cost/models.hpp"
#include "options/proxy_warning.hpp"
#include "rows/answer_rows.hpp"
#include "rows/columns.hpp"
#include "rows/tsv_text.hpp"

namespace tokmill::cli::cost {
namespace {

// The models to price, each once.
std::vector<analysis::NamedModel> distinct_models(const CostRequest& request) {
  // This fails only for the model that an input names.
  const Result<std::vector<analysis::NamedModel>> all = models_to_price(request, {});
  std::vector<analysis::NamedModel> models;
  for (const analysis::NamedModel& model : *all) {
    const bool is_new = std::ranges::find(models, model.name, &analysis::NamedModel::name) == models.end();
    if (is_new) models.push_back(model);
  }
  return models;
}

void append_amount(const std::optional<pricing::Money>& amount, rows::Format format, std::string& value) {
  const bool is_json = format == rows::Format::json_lines;
  if (!amount) {
    value += is_json ? "null" : rows::tsv_null;
    return;
  }
  if (is_json) value += '"';
  value += pricing::exact_decimal(*amount);
  if (is_json) value += '"';
}

}  // namespace

ExitCode price_rows(const CostRequest& request, Io& io) {
  const std::vector<analysis::NamedModel> models = distinct_models(request);
  std::vector<std::string_view> names;
  std::vector<const Encoding*> encodings;
  std::vector<std::size_t> encoding_of_model;
  for (const analysis::NamedModel& model : models) {
    const analysis::ModelTokenizer& tokenizer = model.tokenizer;
    names.push_back(model.name);
    const auto known = std::ranges::find(encodings, tokenizer.encoding);
    encoding_of_model.push_back(static_cast<std::size_t>(known - encodings.begin()));
    if (known == encodings.end()) encodings.push_back(tokenizer.encoding);
    if (!tokenizer.exact && request.encoding == nullptr) {
      warn_of_proxy(io, model.name, *tokenizer.encoding, proxy_note(tokenizer.model), "");
    }
  }
  const rows::Columns columns(request.rows->format, names);
  const auto price = [&](std::string_view text, std::string& value) -> Result<std::uint64_t> {
    std::vector<std::uint64_t> tokens;
    for (const Encoding* const encoding : encodings) {
      const Result<std::size_t> counted = encoding->count(text, request.texts.special);
      if (!counted) return counted.error();
      tokens.push_back(*counted);
    }
    for (std::size_t i = 0; i < models.size(); ++i) {
      const pricing::Usage usage = pricing::with_input({}, tokens[encoding_of_model[i]]);
      const Result<pricing::Bill> bill = pricing::bill(models[i].tokenizer.model, usage, request.terms);
      if (!bill) return bill.error();
      columns.begin(i, value);
      append_amount(bill->total, request.rows->format, value);
    }
    columns.end(value);
    return std::uint64_t{0};
  };
  rows::answer_rows(*request.rows, {rows::Answer::Input::text, "cost", true, columns.size(), price}, io);
  return ExitCode::ok;
}

}  // namespace tokmill::cli::cost
