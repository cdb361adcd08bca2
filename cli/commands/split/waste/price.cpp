#include "commands/split/waste/price.hpp"

#include <cstddef>

#include "output/format.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::split {

std::optional<WastePrice> price_of(const analysis::WasteReport& report, const PricedBy& by) {
  const Result<pricing::PricedModel> model = by.book.find(by.model);
  if (!model) return std::nullopt;
  const auto input_of = [&](std::size_t tokens) {
    pricing::Usage usage;
    usage.input_tokens = tokens;
    usage.calls = priced_calls;
    return pricing::bill(*model, usage, {.at = by.at});
  };
  const Result<pricing::Bill> before = input_of(report.tokens);
  const Result<pricing::Bill> after = input_of(report.changed_tokens);
  if (!before || !after || !before->input || !after->input) return std::nullopt;
  return WastePrice{by.model, *before->input, *after->input, before->as_of};
}

std::string price_line(const WastePrice& price) {
  constexpr int decimals = 4;
  std::string line = output::format("{} calls with this input to {}: ${} before, ${} after all changes", priced_calls,
                                    price.model, pricing::rounded_decimal(price.before, decimals),
                                    pricing::rounded_decimal(price.after, decimals));
  if (price.as_of) line += output::format(" (price of {})", *pricing::date_text(price.as_of));
  return line;
}

}  // namespace tokmill::cli::split
