#pragma once

#include <string>
#include <string_view>

#include "tokmill/result.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::truncate {

/// Errors: ill_formed_text (position: byte offset) if `text` is not UTF-8.
[[nodiscard]] inline Result<void> check_utf8(std::string_view text) {
  if (const auto offset = find_ill_formed(text)) {
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*offset), *offset};
  }
  return {};
}

}  // namespace tokmill::truncate
