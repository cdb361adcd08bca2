#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::json {

/// What a command answers to one line: a line of JSON without its newline, or why there is none.
using Answer = std::function<Result<std::string>(std::string_view line)>;

/// Writes one line for each line of standard input, in order: the answer, or `{"error":"…"}`, which makes the
/// exit status 1. Flushes whenever it would wait for input; needs memory for the longest line only.
void answer_lines(Io& io, const Answer& answer);

}  // namespace tokmill::cli::json
