#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/result.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::truncate {

/// ill_formed_text: the first ill-formed part is at byte `offset`.
[[nodiscard]] inline Error ill_formed_error(std::size_t offset) {
  return {ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(offset), offset};
}

/// Errors: ill_formed_text (position: byte offset) if `text` is not UTF-8.
[[nodiscard]] inline Result<void> check_utf8(std::string_view text) {
  if (const auto offset = find_ill_formed(text)) return ill_formed_error(*offset);
  return {};
}

}  // namespace tokmill::truncate
