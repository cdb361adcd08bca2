#pragma once

#include <vector>

#include "app/command.hpp"

namespace tokmill::cli {

/// All commands, in the order of the help page. To add a command, create its folder, list its sources in
/// cli/CMakeLists.txt, and add it here.
[[nodiscard]] std::vector<Command> all_commands();

}  // namespace tokmill::cli
