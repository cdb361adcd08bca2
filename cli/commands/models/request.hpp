#pragma once

#include <string>
#include <vector>

#include "options/format_option.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/error.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli {

/// A validated `tokmill models`: price files are read, names looked up, filters applied.
struct ModelsRequest {
  pricing::PriceBook book;                       ///< The models point into it.
  std::vector<std::string> price_warnings;  ///< What the price files leave out.
  std::vector<analysis::ModelTokenizer> models;  ///< Those to show.
  std::vector<Error> unknown_models;             ///< Names that are unknown, if others are known.
  std::vector<std::string> name_notes = {};      ///< What rules resolved names to, and whose prices are shown.
  pricing::Date at;
  bool in_full = false;  ///< Models were named, without a pattern: show all of their prices.
  Format format = Format::text;
};

}  // namespace tokmill::cli
