#pragma once

#include <string>

#include "app/exit_code.hpp"
#include "options/token_limit_option.hpp"

namespace tokmill::cli {

/// A validated `tokmill truncate`: prints the longest prefix or suffix of a text with at most N tokens.
struct TruncateRequest {
  TokenLimitRequest limit;
  bool keep_last = false;
};

struct TruncateOptions {
  TokenLimitOption limit;
  std::string keep = "first";

  void declare(Arguments& arguments);
  [[nodiscard]] Result<TruncateRequest> validate() const;
};

[[nodiscard]] ExitCode run(const TruncateRequest& request, Io& io);

}  // namespace tokmill::cli
