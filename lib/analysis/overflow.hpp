#pragma once

#include "tokmill/error.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The error of a sum or product of numbers of tokens.
[[nodiscard]] inline Error too_many_tokens() {
  return Error{ErrorCode::overflow, "there are more tokens than 64 bits can count"};
}

}  // namespace tokmill::analysis
