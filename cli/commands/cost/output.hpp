#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "commands/cost/request.hpp"
#include "tokmill/analysis/cost.hpp"

namespace tokmill::cli::cost {

/// A JSON array with one object for each row. Amounts are exact decimal strings.
[[nodiscard]] std::string json(const std::vector<analysis::CostRow>& rows);

/// The fields of the JSON document, flat; amounts are exact.
[[nodiscard]] std::string csv(const std::vector<analysis::CostRow>& rows);

/// Tables for people, cheapest model first, with notes. Amounts are rounded to six decimals.
[[nodiscard]] std::string text(const std::vector<analysis::CostRow>& rows, const CostRequest& request);

/// The same in Markdown.
[[nodiscard]] std::string markdown(const std::vector<analysis::CostRow>& rows, const CostRequest& request);

/// Tokens that are written to the cache, for either retention.
[[nodiscard]] inline std::uint64_t cache_writes(const analysis::CostRow& row) {
  return row.usage.cache_write_tokens + row.usage.cache_write_long_tokens;
}

}  // namespace tokmill::cli::cost
