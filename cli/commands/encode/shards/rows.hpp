#pragma once

#include "commands/encode/shards/request.hpp"
#include "commands/encode/shards/writer.hpp"
#include "output/io.hpp"

namespace tokmill::cli::shards {

/// Writes the text of each row of standard input as a document. Reports rows with errors to `io`. Memory is bounded by
/// the longest row and by some megabytes for each thread. Errors: those of ShardWriter, and io_error if the input
/// cannot be read.
[[nodiscard]] Result<void> write_rows(const Request& request, const rows::Request& rows, ShardWriter& writer, Io& io);

}  // namespace tokmill::cli::shards
