#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::json {

/// `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string quoted(std::string_view text);

/// The text of one line of JSON Lines: the line is a string, or an object whose member `field` is one. A lone
/// surrogate is U+FFFD, and so is each ill-formed part of the line.
/// Errors: invalid_argument: a blank line, broken JSON, no such member, one that is no string.
[[nodiscard]] Result<std::string> text_of_line(std::string_view line, const std::string& field);

/// The ids of a JSON array of whole numbers.
/// Errors: invalid_argument: broken JSON, anything but an array, an element that cannot be an id.
[[nodiscard]] Result<std::vector<TokenId>> ids_of_array(std::string_view json);

}  // namespace tokmill::cli::json
