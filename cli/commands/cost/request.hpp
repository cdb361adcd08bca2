#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/format_option.hpp"
#include "options/view_files.hpp"
#include "rows/request.hpp"
#include "texts/count.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/error.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli {

/// A validated `tokmill cost`: names are looked up, price files read, amounts and dates parsed.
struct CostRequest {
  // The input: the first of these that is set, else texts.
  std::optional<rows::Request> rows;
  std::optional<std::uint64_t> input_tokens;
  std::optional<std::string> chat;   ///< The file of a chat request.
  std::optional<std::string> batch;  ///< The file of a batch of requests.
  texts::Request texts;  ///< Also how to read the files above.

  pricing::PriceBook book;                  ///< The models point into it.
  std::vector<std::string> price_warnings;  ///< What the price files leave out.
  std::vector<analysis::NamedModel> models;  ///< The known ones of those that were named.
  std::vector<Error> unknown_models;        ///< The others.
  std::vector<analysis::NamedModel> fits;   ///< The models that every call should fit.
  const Encoding* encoding = nullptr;       ///< Replaces every model's own, unless null.

  pricing::Terms terms;
  bool own_service = false;  ///< The service that a request names replaces that of `terms`.
  pricing::Usage usage;      ///< Of one call, without its input.
  bool most_output = false;  ///< The output of a call is what its request allows at most.
  std::optional<pricing::Money> max_cost;
  std::uint64_t epochs = 1;
  Format format = Format::text;
  ViewFiles files;
};

}  // namespace tokmill::cli
