#pragma once

#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::decode {

/// Reads token ids: decimal numbers separated by white space, or one JSON array. A byte order mark is skipped.
/// Errors: malformed_number: not a token id; token_out_of_range: a number that is too large for an id, the first of
/// them; invalid_argument: an invalid array.
[[nodiscard]] Result<std::vector<TokenId>> parse_ids(std::string_view text);

}  // namespace tokmill::cli::decode
