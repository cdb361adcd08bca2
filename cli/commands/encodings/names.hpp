#pragma once

#include <string>

#include "tokmill/result.hpp"

namespace tokmill::cli::encodings {

/// Checks that the name can be that of an installed encoding. Errors: invalid_argument if it is built in or has another
/// form.
[[nodiscard]] Result<void> check_name(const std::string& name);

/// Checks that an encoding of this name is installed. Errors: as above; unknown_encoding.
[[nodiscard]] Result<void> check_installed(const std::string& name);

}  // namespace tokmill::cli::encodings
