#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// As out.reserve(tokens). Where that takes new memory of many megabytes, the system is asked for large pages of it, as long as it is
/// untouched: else it hands out a page for every thousand tokens, which takes longer than finding them.
void reserve_tokens(std::vector<TokenId>& out, std::size_t tokens);

/// The tokens that a text will have, within a few percent where it has no surprises: from 64 stretches of it, 1/128 of it all.
[[nodiscard]] std::size_t forecast_tokens(const Encoding& encoding, std::string_view text, IllFormed ill_formed);

/// Makes room for the tokens of a text behind those of `out`, where that is worth a forecast: from four megabytes on. A list that
/// has to grow on the way moves all that is in it, and is handed out its memory anew.
void reserve_for(const Encoding& encoding, std::string_view text, IllFormed ill_formed, std::vector<TokenId>& out);

}  // namespace tokmill
