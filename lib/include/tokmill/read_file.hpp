#pragma once

#include <cstddef>
#include <string>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

// The only functions of the libraries that open files: those that the caller names.

namespace tokmill::inline TOKMILL_ABI {

/// The contents of the file at `path`.
/// Errors: unreadable_file (position: 0) if the file cannot be read, or has more than `max_bytes` bytes; the message names
/// the file.
[[nodiscard]] TOKMILL_EXPORT Result<std::string> read_file(const std::string& path, std::size_t max_bytes);

/// The first `bytes` bytes of the file at `path`, or all if it has no more.
/// Errors: unreadable_file (position: 0) if the file cannot be read; the message names the file.
[[nodiscard]] TOKMILL_EXPORT Result<std::string> read_file_start(const std::string& path, std::size_t bytes);

}  // namespace tokmill
