#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "commands/languages/request.hpp"
#include "options/date_option.hpp"
#include "options/format_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizers_option.hpp"
#include "options/view_files.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill languages`: the tokens of the same text in many languages.
struct LanguagesOptions {
  TokenizersOption tokenizers;
  ThreadsOption threads;
  DateOption at;
  FormatOption format;
  std::optional<std::string> corpus;
  std::optional<std::string> base;
  ViewFiles files;
  std::vector<std::string> only;
  std::vector<std::string> show;
  std::string sort;
  bool summary = false;
  bool no_decompress = false;

  void declare(Arguments& arguments);

  /// Errors: invalid_argument, malformed_date, and those of TokenizersOption::find().
  [[nodiscard]] Result<LanguagesRequest> validate() const;
};

[[nodiscard]] ExitCode run(const LanguagesRequest& request, Io& io);

}  // namespace tokmill::cli
