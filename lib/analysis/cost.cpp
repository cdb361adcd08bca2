#include "tokmill/analysis/cost.hpp"

#include <utility>

namespace tokmill::inline TOKMILL_ABI::analysis {

Result<CostRow> price_calls(const NamedModel& model, InputCount input, const pricing::Usage& usage,
                            const pricing::Terms& terms) {
  CostRow row;
  row.name = model.name;
  row.tokenizer = model.tokenizer;
  row.exact = input.exact;
  row.items = std::move(input.items);
  row.usage = pricing::with_input(usage, input.tokens);
  const Result<pricing::Bill> bill = pricing::bill(model.tokenizer.model, row.usage, terms);
  if (!bill) return Error{bill.error().code, model.name + ": " + bill.error().message};
  row.bill = *bill;
  row.context_used = bill->context_used;
  row.fits = pricing::fits(model.tokenizer.model, row.usage, terms.service);
  return row;
}

}  // namespace tokmill::analysis
