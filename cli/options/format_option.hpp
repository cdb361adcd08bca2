#pragma once

#include <string>

#include "app/arguments.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// How a command writes its result.
enum class Format {
  text,  ///< For people: a table or a chart.
  json,
  csv,
  markdown,
};

/// `--json`, `--csv` and `--markdown`.
struct FormatOption {
  bool json = false;
  bool csv = false;
  bool markdown = false;

  /// `json_help` describes the JSON document.
  void declare(Arguments& arguments, const std::string& json_help = "Print one JSON document");

  /// Errors: invalid_argument if more than one was given.
  [[nodiscard]] Result<Format> format() const;
};

}  // namespace tokmill::cli
