#pragma once

#include <string>

#include "tokmill/analysis/number.hpp"

namespace tokmill::cli::numbers {

/// A number and the script of its digits.
struct WrittenNumber {
  std::string script;  ///< Empty unless the number is written in several scripts.
  std::string text;
};

/// The tokens of a number in an encoding.
struct SplitRow {
  std::string script;  ///< As in WrittenNumber.
  analysis::SplitNumber split;
};

}  // namespace tokmill::cli::numbers
