#include "commands/cost/limits.hpp"

#include <string>

#include "output/format.hpp"

namespace tokmill::cli::cost {
namespace {

std::string describe(const pricing::Excess& excess, bool exact) {
  const std::string limit =
      excess.limit == "context window" ? "context window" : output::format("limit for {}", excess.limit);
  return output::format("{}{} tokens exceed its {} of {} by {}", exact ? "" : "≈ ", excess.tokens, limit,
                        excess.allowed, excess.tokens - excess.allowed);
}

ExitCode fail_unknown_window(const analysis::NamedModel& model, Io& io) {
  const bool has_window = model.tokenizer.model.context_window.has_value();
  io.fail(model.name + (has_window ? ": number of tokens" : ": context window") + " is unknown; cannot check --fits");
  return ExitCode::failed;
}

ExitCode check_one(Input& input, const analysis::NamedModel& model, const CostRequest& request, Io& io) {
  const Result<Fit> fit = input.fit(model.tokenizer, request);
  if (!fit) {
    io.fail(fit.error().message);
    return ExitCode::failed;
  }
  if (!fit->fits) return fail_unknown_window(model, io);
  if (*fit->fits) return ExitCode::ok;
  io.warn(model.name + ": " + describe(fit->excess, fit->exact));
  return ExitCode::limit_exceeded;
}

ExitCode check_one(const analysis::BatchMisfits& misfits, const analysis::NamedModel& model, Io& io) {
  if (misfits.requests == 0) return misfits.unknown ? fail_unknown_window(model, io) : ExitCode::ok;
  const std::string which =
      misfits.requests == 1 ? output::format("1 request does not fit, line {}", misfits.line)
                            : output::format("{} requests do not fit; line {} is the longest", misfits.requests,
                                             misfits.line);
  io.warn(output::format("{}: {}: {}", model.name, which, describe(misfits.excess, misfits.exact)));
  return ExitCode::limit_exceeded;
}

// The total, or its lower bound; nullopt if it is unknown.
std::optional<pricing::Money> least_total(const analysis::CostRow& row) {
  return row.bill.total && row.range ? row.range->low_total : row.bill.total;
}

}  // namespace

ExitCode check_cost(const std::vector<analysis::CostRow>& rows, const CostRequest& request, Io& io) {
  if (!request.max_cost) return ExitCode::ok;
  const analysis::CostRow* worst = nullptr;
  for (const analysis::CostRow& row : rows) {
    const bool may_exceed = row.range && (!row.range->high_total || *row.range->high_total > *request.max_cost);
    const std::optional<pricing::Money> least = least_total(row);
    if (!least) {
      io.fail(row.name + ": cost is unknown; cannot check --max-cost");
    } else if (may_exceed && *least <= *request.max_cost) {
      io.fail(row.name + ": cost is a range that may exceed --max-cost");
    } else if (*least > *request.max_cost && (worst == nullptr || *least >= *least_total(*worst))) {
      worst = &row;
    }
  }
  if (worst == nullptr) return ExitCode::ok;
  const pricing::Money total = *least_total(*worst);
  const pricing::Money excess =
      pricing::Money::yocto_dollars(total.yocto_dollars() - request.max_cost->yocto_dollars());
  io.warn(output::format("{}: {}${} exceeds --max-cost {} by ${}", worst->name, worst->exact ? "" : "≈ ",
                         exact_decimal(total), exact_decimal(*request.max_cost, 2),
                         exact_decimal(excess)));
  return ExitCode::limit_exceeded;
}

ExitCode check_fit(Input& input, const CostRequest& request, Io& io) {
  ExitCode code = ExitCode::ok;
  for (const analysis::NamedModel& model : request.fits) code = worse_of(code, check_one(input, model, request, io));
  return code;
}

ExitCode check_fit(const std::vector<analysis::BatchMisfits>& misfits, const CostRequest& request, Io& io) {
  ExitCode code = ExitCode::ok;
  for (std::size_t i = 0; i < misfits.size(); ++i) code = worse_of(code, check_one(misfits[i], request.fits[i], io));
  return code;
}

ExitCode worse_of(ExitCode a, ExitCode b) {
  if (a == ExitCode::limit_exceeded || b == ExitCode::limit_exceeded) return ExitCode::limit_exceeded;
  return a != ExitCode::ok ? a : b;
}

}  // namespace tokmill::cli::cost
