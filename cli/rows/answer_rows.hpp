#pragma once

#include <cstdint>

#include "output/io.hpp"
#include "rows/request.hpp"

namespace tokmill::cli::rows {

/// Writes one line for each line of standard input, in order, and returns the total of what compute() returned. Flushes
/// before it waits for input. The output does not depend on the number of threads.
///
/// A row with an error is answered by `{"error":"…"}`, or by `\N` in TSV, and reported to `io` as a failure, unless errors
/// are kept: then a warning says how many there are. The first line that is not UTF-8 is reported as a warning.
///
/// Memory is bounded by the longest line and by some megabytes. Compressed input is decompressed unless the request says
/// otherwise. Input with a byte order mark of UTF-16 or UTF-32 is
/// converted, which is noted; if it is ill-formed, that is an error if `strict`, and otherwise a warning.
std::uint64_t answer_rows(const Request& request, const Answer& answer, Io& io);

}  // namespace tokmill::cli::rows
