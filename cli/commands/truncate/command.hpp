#pragma once

#include <string>

#include "app/exit_code.hpp"
#include "options/part_options.hpp"

namespace tokmill::cli {

/// `tokmill truncate`: the longest first or last part of a text that has at most so many tokens.
struct TruncateOptions {
  PartOptions parts;
  std::string keep = "first";  // or last

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const { return parts.validate(); }
};

[[nodiscard]] ExitCode run(const TruncateOptions& options, Io& io);

}  // namespace tokmill::cli
