#pragma once

#include "commands/encode/shards/request.hpp"
#include "commands/encode/shards/writer.hpp"
#include "output/io.hpp"

namespace tokmill::cli::shards {

/// Writes the text of each file as a document, in the order of the arguments, and within a folder by the bytes of the
/// path. Reports to `io` what failed and what was left out. Memory is bounded by the list of the files, by the longest
/// file and by some megabytes for each thread. Errors: those of ShardWriter.
[[nodiscard]] Result<void> write_texts(const Request& request, const TextsInput& input, ShardWriter& writer, Io& io);

}  // namespace tokmill::cli::shards
