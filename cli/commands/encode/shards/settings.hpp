#pragma once

#include <string>

#include "commands/encode/shards/request.hpp"

namespace tokmill::cli::shards {

/// A JSON object with all that the tokens and the files depend on besides the input. Its members are strings and
/// numbers. A run goes on only if it has the same.
[[nodiscard]] std::string settings_json(const Request& request);

}  // namespace tokmill::cli::shards
