#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "options/format_option.hpp"
#include "options/view_files.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli {

/// A validated `tokmill numbers`.
struct NumbersRequest {
  /// What is printed.
  enum class Task {
    split,  ///< The pieces of each number.
    add,    ///< The sum of the numbers.
    tally,  ///< How the numbers of the range are split.
    files,  ///< Nothing: there are only files.
  };
  Task task = Task::split;
  std::vector<std::string> numbers;  ///< To split or to add; if empty, the numbers to split are read.
  bool add = false;                  ///< A page shows the sum, too, and a picture only the sum.
  bool scripts = false;              ///< Write each number in the digits of every script.
  analysis::Range range{0, 9999};    ///< Of the tally and of the page.
  bool has_range = false;            ///< The range was given.
  std::vector<const Encoding*> encodings;
  std::vector<std::string> name_notes = {};  ///< What rules resolved names of models to.
  ViewFiles files;
  Format format = Format::text;
  bool color = false;
  std::size_t threads = 1;
};

}  // namespace tokmill::cli
