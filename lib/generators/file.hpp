#pragma once

#include <string>
#include <string_view>

namespace tokmill::generators {

/// The bytes of a file. Fails if it cannot be read.
[[nodiscard]] std::string read_file(const std::string& path);

/// Replaces the contents of a file in one step. Fails if it cannot be written.
void write_file(const std::string& path, std::string_view bytes);

/// Prints the message on standard error and exits with status 1.
[[noreturn]] void fail(const std::string& message);

}  // namespace tokmill::generators
