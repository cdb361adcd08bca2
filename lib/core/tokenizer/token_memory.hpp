#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Calls out.reserve(tokens). If that allocates, advises Linux (madvise, MADV_HUGEPAGE) to use huge pages for the 2 MiB
/// pages of the new memory that are still unused. With normal pages, the page fault for every thousand tokens takes
/// longer than finding these tokens.
void reserve_tokens(std::vector<TokenId>& out, std::size_t tokens);

/// Estimates the number of tokens of a text by counting 64 evenly spaced samples, together 1/128 of the text. The error
/// is a few percent if the samples are representative.
[[nodiscard]] std::size_t forecast_tokens(const Encoding& encoding, std::string_view text, IllFormed ill_formed);

/// Reserves memory for the tokens of a text after those in `out`, if the text is large enough to be worth a forecast:
/// at least 4 MiB. Otherwise a growing vector would copy its elements and touch new pages again and again.
void reserve_for(const Encoding& encoding, std::string_view text, IllFormed ill_formed, std::vector<TokenId>& out);

}  // namespace tokmill
