#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "commands/compare/request.hpp"
#include "options/format_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizers_option.hpp"
#include "options/view_files.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill compare`: the tokens of a text under several encodings, side by side.
struct CompareOptions {
  TextOption text;
  TokenizersOption tokenizers;
  ThreadsOption threads;
  FormatOption format;
  ViewFiles files;
  bool diff = false;
  std::optional<std::uint64_t> passages;

  void declare(Arguments& arguments);

  /// Errors: invalid_argument, and those of TokenizersOption::find().
  [[nodiscard]] Result<CompareRequest> validate() const;
};

[[nodiscard]] ExitCode run(const CompareRequest& request, Io& io);

}  // namespace tokmill::cli
