#pragma once

#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// `text` in single quotes, for an error message. Longer texts are cut to 40 bytes.
[[nodiscard]] inline std::string quoted(std::string_view text) {
  return std::string(1, '\'').append(text.substr(0, 40)).append(1, '\'');
}

}  // namespace tokmill::pricing
