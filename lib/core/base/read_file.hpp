#pragma once

#include <cstddef>
#include <string>

#include "tokmill/result.hpp"

namespace tokmill::base {

/// The contents of the file at `path`, which the caller of the library has named. The only function of the libraries
/// that opens a file.
/// Errors: unreadable_file (position: 0) if the file cannot be read, or has more than `max_bytes` bytes.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t max_bytes);

}  // namespace tokmill::base
