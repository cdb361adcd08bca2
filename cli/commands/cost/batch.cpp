#include "commands/cost/batch.hpp"

#include <cerrno>
#include <cstring>

#include "commands/cost/input.hpp"
#include "commands/cost/models.hpp"
#include "input/charset_report.hpp"
#include "input/lines.hpp"
#include "input/reader.hpp"
#include "options/omission_warning.hpp"
#include "output/format.hpp"

namespace tokmill::cli::cost {
namespace {

void warn(const std::string& name, const analysis::BatchCost& cost, Io& io) {
  std::vector<chat::Omission> omissions;
  for (const analysis::BatchOmission& omission : cost.omissions) omissions.push_back(omission.omission);
  warn_of_omissions(name, omissions, io, [&cost](std::size_t i) {
    return lines_note(cost.omissions[i].requests, cost.omissions[i].line);
  });
  if (cost.failed_requests > 0) {
    io.warn(output::format("{}: {} without an answer, which {} not billed", name,
                           cost.failed_requests == 1 ? "1 request"
                                                     : output::format("{} requests", cost.failed_requests),
                           cost.failed_requests == 1 ? "is" : "are"));
  }
}

}  // namespace

std::string lines_note(std::size_t requests, std::size_t line) {
  return requests == 1 ? output::format(" (line {})", line)
                       : output::format(" ({} requests, the first in line {})", requests, line);
}

Result<analysis::BatchCost> price_file(const CostRequest& request, Io& io) {
  const std::string& path = *request.batch;
  const std::string name = display_name(path);
  input::Lines lines(path, request.texts.text.decompress());
  if (!lines.is_open()) return Error{ErrorCode::io_error, name + ": " + std::strerror(errno)};

  analysis::BatchTerms terms;
  static_cast<analysis::RequestTerms&>(terms) = request_terms(request);
  terms.messages_are_examples = true;
  terms.threads = request.texts.threads;
  terms.strict = request.texts.text.strict;
  terms.alternatives = request.models.size() > 1;
  for (const analysis::NamedModel& model : request.fits) terms.fits.push_back(model.tokenizer);
  terms.on_failure = [&name, &io](const Error& error) {
    std::string message = name + ": " + error.message;
    // The first line of a document that has several.
    if (error.message.starts_with("line 1: ") && error.message.ends_with("unexpected end of input")) {
      message += "; use --chat for one JSON document";
    }
    io.fail(message);
  };
  const auto models_of = [&request](std::string_view model) -> Result<std::vector<analysis::NamedModel>> {
    if (request.models.empty() && model.empty() && request.fits.size() != 1) {
      return Error{ErrorCode::malformed_request, "the request names no model; use -m to choose one"};
    }
    return models_to_price(request, model);
  };
  Result<analysis::BatchCost> priced = analysis::price_batch([&lines] { return lines.next(); }, terms, models_of);
  if (const Result<void> reported = input::CharsetReport(name, terms.strict, io).update(lines); !reported) {
    return reported.error();
  }
  if (!lines.problem().empty()) return Error{ErrorCode::io_error, name + ": " + lines.problem()};
  if (const std::string note = lines.note(); !note.empty()) io.warn(name + ": " + note);
  if (!priced) return Error{priced.error().code, name + ": " + priced.error().message};
  warn(name, *priced, io);
  return priced;
}

}  // namespace tokmill::cli::cost
