#pragma once

#include <vector>

#include "app/command.hpp"

namespace tokmill::cli {

/// The commands of the program, in the order of --help. To add one, add its pair of files and its line.
[[nodiscard]] std::vector<Command> all_commands();

}  // namespace tokmill::cli
