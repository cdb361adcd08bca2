#include "commands/cost/unused_options.hpp"

#include <algorithm>

#include "output/format.hpp"
#include "output/join.hpp"

namespace tokmill::cli::cost {
namespace {

// The options about the tokens of a call that change something, if there are calls.
std::vector<std::string> token_options(const CostRequest& request) {
  std::vector<std::string> names;
  const pricing::Usage& usage = request.usage;
  if (request.most_output || usage.output_tokens > 0) names.emplace_back("--output-tokens");
  if (usage.cached_share || usage.cached_tokens > 0) names.emplace_back("--cached-tokens");
  if (usage.cache_write_tokens > 0) names.emplace_back("--cache-write-tokens");
  if (usage.cache_write_long_tokens > 0) names.emplace_back("--cache-write-long-tokens");
  return names;
}

}  // namespace

void warn_of_unused_options(const std::string& name, const std::vector<analysis::CostRow>& rows,
                            const CostRequest& request, Io& io) {
  const auto any = [&rows](bool analysis::CostRow::*is) {
    return std::any_of(rows.begin(), rows.end(), [is](const analysis::CostRow& row) { return row.*is; });
  };
  const auto warn = [&name, &io](const std::vector<std::string>& options, std::string_view what) {
    if (options.empty()) return;
    io.warn(output::format("{}: {}: no effect on {}", name, output::join(options, ", "), what));
  };
  std::vector<std::string> options = token_options(request);
  if (any(&analysis::CostRow::has_answers)) warn(options, "answers, which report their usage");
  const bool has_examples = any(&analysis::CostRow::is_training);
  if (has_examples) {
    if (request.usage.calls > 1) options.emplace_back("--calls");
    warn(options, "fine-tuning examples");
  } else if (request.epochs > 1) {
    warn({"--epochs"}, "requests that are not fine-tuning examples");
  }
}

}  // namespace tokmill::cli::cost
