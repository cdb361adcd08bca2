#pragma once

#include "app/exit_code.hpp"
#include "commands/encode/shards/request.hpp"
#include "output/io.hpp"

namespace tokmill::cli::shards {

/// Writes the shards, or those that an earlier run has not finished.
[[nodiscard]] ExitCode run(const Request& request, Io& io);

}  // namespace tokmill::cli::shards
