#include "commands/cost/command.hpp"

#include <algorithm>
#include <utility>

#include "commands/cost/batch.hpp"
#include "commands/cost/input.hpp"
#include "commands/cost/limits.hpp"
#include "commands/cost/models.hpp"
#include "commands/cost/output.hpp"
#include "commands/cost/page.hpp"
#include "commands/cost/rows.hpp"
#include "commands/cost/unused_options.hpp"
#include "input/reader.hpp"
#include "options/omission_warning.hpp"
#include "output/file.hpp"

namespace tokmill::cli {
namespace {

using analysis::CostRow;
using Rows = std::vector<CostRow>;

void print(const Rows& rows, const CostRequest& request, Io& io) {
  if (request.files.html) {
    write_file(*request.files.html, cost::page(rows, request), io);
    if (request.format == Format::text) return;
  }
  switch (request.format) {
    case Format::json: return io.write(cost::json(rows));
    case Format::csv: return io.write(cost::csv(rows));
    case Format::text: return io.write(cost::text(rows, request));
    case Format::markdown: return io.write(cost::markdown(rows, request));
  }
}

ExitCode run_batch(const CostRequest& request, Io& io) {
  const Result<analysis::BatchCost> priced = cost::price_file(request, io);
  if (!priced) {
    io.fail(priced.error().message);
    return priced.error().code == ErrorCode::invalid_argument ? ExitCode::usage : ExitCode::failed;
  }
  if (priced->ill_formed_at) {
    warn_of_ill_formed(display_name(*request.batch), *priced->ill_formed_at, io);
  }
  for (const analysis::UnknownModel& unknown : priced->unknown_models) {
    io.fail(unknown.error.message + cost::lines_note(unknown.requests, unknown.line));
  }
  const Rows& rows = priced->rows;
  const bool has_bill = std::any_of(rows.begin(), rows.end(), [](const CostRow& row) { return !row.is_total; });
  if (!has_bill && !priced->unknown_models.empty()) return ExitCode::usage;
  if (!has_bill && priced->failed_lines > 0) return ExitCode::failed;
  cost::warn_of_unused_options(display_name(*request.batch), rows, request, io);
  print(rows, request, io);
  const ExitCode cost = cost::check_cost(rows, request, io);
  return cost::worse_of(cost, cost::check_fit(priced->misfits, request, io));
}

Result<Rows> price_each(const std::vector<analysis::NamedModel>& models, cost::Input& input,
                        const CostRequest& request) {
  Rows rows;
  for (const analysis::NamedModel& model : models) {
    Result<CostRow> row = input.price(model, request);
    if (!row) return std::move(row).error();
    rows.push_back(std::move(*row));
  }
  return rows;
}

// What the rows leave out, each once.
std::vector<chat::Omission> all_omissions(const Rows& rows) {
  std::vector<chat::Omission> all;
  for (const CostRow& row : rows) {
    for (const chat::Omission& omission : row.omissions) {
      if (std::find(all.begin(), all.end(), omission) == all.end()) all.push_back(omission);
    }
  }
  return all;
}

}  // namespace

ExitCode run(const CostRequest& request, Io& io) {
  for (const Error& unknown : request.unknown_models) io.fail(unknown.message);
  if (request.rows) return cost::price_rows(request, io);
  if (request.batch) return run_batch(request, io);

  std::optional<cost::Input> input = cost::Input::read(request, io);
  if (!input) return ExitCode::failed;
  const Result<std::vector<analysis::NamedModel>> models = cost::models_to_price(request, input->model());
  if (!models) {
    io.warn(models.error().message);
    return ExitCode::usage;
  }
  const Result<Rows> rows = price_each(*models, *input, request);
  if (!rows) {
    io.warn(rows.error().message);
    const ErrorCode code = rows.error().code;
    return code == ErrorCode::invalid_argument || code == ErrorCode::overflow ? ExitCode::usage : ExitCode::failed;
  }
  if (request.chat) {
    warn_of_omissions(input->name(), all_omissions(*rows), io);
    cost::warn_of_unused_options(input->name(), *rows, request, io);
  }
  print(*rows, request, io);
  const ExitCode cost = cost::check_cost(*rows, request, io);
  return cost::worse_of(cost, cost::check_fit(*input, request, io));
}

}  // namespace tokmill::cli
