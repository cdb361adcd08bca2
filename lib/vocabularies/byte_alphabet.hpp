#pragma once

#include <optional>
#include <string_view>
#include <string>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Appends the bytes of a token that is written in GPT-2's byte alphabet, in which each byte is one character: a
/// printable character of Latin-1 for itself, and U+0100 and the following for the other bytes in their order. Returns
/// false, and appends nothing, if the token has other characters. Linear.
[[nodiscard]] bool append_alphabet_bytes(std::string_view token, std::string& bytes);

}  // namespace tokmill::vocabularies
