#pragma once

#include <cstdint>
#include <optional>

#include "app/exit_code.hpp"
#include "options/token_limit_option.hpp"

namespace tokmill::cli {

/// A validated `tokmill chunk`: splits a text into chunks of at most N tokens.
struct ChunkRequest {
  TokenLimitRequest limit;
  std::uint64_t overlap = 0;  // less than limit.max_tokens
};

/// Not ChunkOptions, which is the library's.
struct ChunkCommandOptions {
  TokenLimitOption limit;
  std::optional<std::uint64_t> overlap;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<ChunkRequest> validate() const;
};

[[nodiscard]] ExitCode run(const ChunkRequest& request, Io& io);

}  // namespace tokmill::cli
