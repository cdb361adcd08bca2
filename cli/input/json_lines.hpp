#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "output/io.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// The text of one line of JSON Lines: the line is a string, or an object whose member `field` is a string. A lone
/// surrogate and each ill-formed part of the line become U+FFFD.
/// Errors: invalid_argument: a blank line, invalid JSON, a missing member, a member that is not a string.
[[nodiscard]] Result<std::string> text_of_line(std::string_view line, const std::string& field);

/// The error of a number that is too large for a token id: no encoding has it.
[[nodiscard]] Error no_token(std::string_view digits);

/// The ids of a JSON array of non-negative integers.
/// Errors: invalid_argument: invalid JSON, a value that is not an array, an element that is no such integer;
/// token_out_of_range: an integer that is too large for an id.
[[nodiscard]] Result<std::vector<TokenId>> ids_of_array(std::string_view json);

/// Processes one line: returns a line of JSON without its newline, or an error.
using Answer = std::function<Result<std::string>(std::string_view line)>;

/// Writes one line for each line of standard input, in order: the result of `answer`, or `{"error":"…"}`, which is also
/// reported to `io` as a failure. Flushes before it blocks on input. Memory is bounded by the longest line. Input with
/// a byte order mark of UTF-16 or UTF-32 is converted, which is noted; if it is ill-formed, that is an error if
/// `strict`, and otherwise a warning.
void answer_lines(Io& io, bool strict, const Answer& answer);

}  // namespace tokmill::cli::input
