#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// A name for a message: in single quotes, spaces unchanged, and everything else that is not visible escaped as by
/// visible(), so that the message stays on one line and cannot control the terminal.
[[nodiscard]] std::string quoted(std::string_view name);

}  // namespace tokmill::cli::output
