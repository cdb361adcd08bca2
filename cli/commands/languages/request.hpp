#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "commands/languages/order.hpp"
#include "input/source.hpp"
#include "options/format_option.hpp"
#include "options/view_files.hpp"
#include "tokmill/analysis/language_survey.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli {

/// A validated `tokmill languages`: tokenizers are looked up, price files read.
struct LanguagesRequest {
  pricing::PriceBook book;  ///< The prices of the tokenizers point into it.
  std::vector<std::string> price_warnings;  ///< What the price files leave out.
  std::vector<analysis::SurveyTokenizer> tokenizers;
  std::vector<std::string> name_notes = {};  ///< What rules resolved names of models to.
  std::optional<std::string> corpus;  ///< A folder or file, `-` for standard input; the built-in sample if empty.
  input::Decompress decompress = input::Decompress::yes;  ///< For the corpus.
  std::string base;
  std::vector<std::string> only;               ///< The languages to show; all if empty.
  std::vector<std::string> show;               ///< The languages whose texts are printed, instead of a survey.
  std::optional<languages::Order> order = {};  ///< Each view has its own if none is given.
  pricing::Date at;
  bool summary = false;
  Format format = Format::text;
  ViewFiles files;
  std::size_t threads = 1;
};

}  // namespace tokmill::cli
