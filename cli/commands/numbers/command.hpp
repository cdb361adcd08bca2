#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "commands/numbers/request.hpp"
#include "options/color_option.hpp"
#include "options/encodings_option.hpp"
#include "options/format_option.hpp"
#include "options/threads_option.hpp"
#include "options/view_files.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill numbers`: how encodings split numbers, compared with thousands and the columns of a sum.
struct NumbersOptions {
  std::vector<std::string> numbers;
  EncodingsOption encodings;
  ColorOption color;
  ThreadsOption threads;
  FormatOption format;
  std::optional<std::string> range;
  bool add = false;
  bool scripts = false;
  ViewFiles files;

  void declare(Arguments& arguments);

  /// Errors: invalid_argument, and those of EncodingsOption::find().
  [[nodiscard]] Result<NumbersRequest> validate() const;
};

[[nodiscard]] ExitCode run(const NumbersRequest& request, Io& io);

}  // namespace tokmill::cli
