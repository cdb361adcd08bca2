#pragma once

#include "commands/count/outcome.hpp"
#include "commands/count/request.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::count {

/// Answers each line of standard input with `{"tokens":N}` or `{"error":"…"}`.
[[nodiscard]] Outcome count_lines(const LinesRequest& request, const Encoding& encoding, Io& io);

}  // namespace tokmill::cli::count
