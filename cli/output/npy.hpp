#pragma once

#include <span>
#include <string>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::output {

/// Writes `ids` as a NumPy array of one dimension (format 1.0, "numpy.lib.format"): uint16 where every id
/// below `vocabulary_size` fits, else uint32, little-endian. The file is there whole or not at all.
/// Errors: invalid_argument, whose message is the system's word for the cause.
[[nodiscard]] Result<void> write_npy(const std::string& path, std::span<const TokenId> ids, TokenId vocabulary_size);

}  // namespace tokmill::cli::output
