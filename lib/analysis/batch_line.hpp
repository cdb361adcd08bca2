#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "tokmill/analysis/cost.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/error.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A line of a batch while it is processed.
struct BatchLine {
  std::size_t number = 0;  // from 1
  std::size_t start = 0;   // offset of its first byte in the batch
  std::string_view text;
  std::optional<std::size_t> ill_formed_at;
  std::optional<Error> error;
  std::optional<chat::Request> request;             // until it is priced; refers to `text`
  const std::vector<std::size_t>* rows = nullptr;   // the rows that it is priced in
  std::vector<Result<CallCost>> costs;              // one for each of them
  std::vector<Result<RequestUsage>> limited;        // on each model that it should fit
};

/// Parses the line's text: sets ill_formed_at, and either error or request. Safe for concurrent use.
void read_request(BatchLine& line);

/// Removes what was found in a line, and keeps the memory of its lists for another line.
void clear(BatchLine& line);

}  // namespace tokmill::analysis
