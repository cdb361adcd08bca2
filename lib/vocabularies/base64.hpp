#pragma once

#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Appends the bytes of a base64 text (RFC 4648, padded). Returns false if it is not valid; then `bytes` has any end.
[[nodiscard]] bool append_base64_bytes(std::string_view base64, std::string& bytes);

}  // namespace tokmill::vocabularies
