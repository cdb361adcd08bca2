#pragma once

#include <string>
#include <string_view>

namespace tokmill::generators {

/// The bytes of a file. Prints why it cannot be read and ends the program with 1 otherwise.
[[nodiscard]] std::string read_file(const std::string& path);

/// Makes the bytes of a file these, all or none. Prints why it cannot and ends the program with 1 otherwise.
void write_file(const std::string& path, std::string_view bytes);

/// Prints a message and ends the program with 1: there is nothing to build from a broken source.
[[noreturn]] void fail(const std::string& message);

}  // namespace tokmill::generators
