#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/result.hpp"
#include "tokmill/token_id.hpp"

namespace tokmill::cli {

using SpecialTokens = std::vector<std::pair<std::string, TokenId>>;

/// Reads the contents of a file of `--special-tokens`. Errors: malformed_json, malformed_tokenizer.
[[nodiscard]] Result<SpecialTokens> parse_special_tokens(std::string_view contents);

/// Reads the file of `--special-tokens`: a JSON object with the id of each token, `{"<|endoftext|>": 100257}`.
/// Errors: io_error, malformed_tokenizer; the message starts with the path.
[[nodiscard]] Result<SpecialTokens> read_special_tokens(const std::string& path);

}  // namespace tokmill::cli
