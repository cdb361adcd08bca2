#pragma once

#include <cstdint>
#include <optional>

#include "app/exit_code.hpp"
#include "options/part_options.hpp"

namespace tokmill::cli {

/// `tokmill chunk`: parts of a text of at most so many tokens each.
struct ChunkCommandOptions {
  PartOptions parts;
  std::optional<std::uint64_t> overlap;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const ChunkCommandOptions& options, Io& io);

}  // namespace tokmill::cli
