#pragma once

#include <string>
#include <utility>

#include "tokmill/error.hpp"

namespace tokmill::cli {

/// An error in how the program was called (exit status 2).
[[nodiscard]] inline Error usage_error(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message)};
}

}  // namespace tokmill::cli
