#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "options/format_option.hpp"
#include "options/text_option.hpp"
#include "options/tokenizers_option.hpp"
#include "options/view_files.hpp"

namespace tokmill::cli {

/// A validated `tokmill compare`.
struct CompareRequest {
  TextOption text;
  std::vector<NamedTokenizer> tokenizers;  ///< At least one.
  std::vector<std::string> name_notes = {};  ///< What rules resolved names of models to.
  bool diff = false;                       ///< Show where they split the text differently.
  std::size_t max_hunks = 0;               ///< For each text and tokenizer.
  std::size_t max_passages = 0;            ///< Of the page.
  Format format = Format::text;
  ViewFiles files;  ///< A page is of one text.
  std::size_t threads = 1;
};

}  // namespace tokmill::cli
