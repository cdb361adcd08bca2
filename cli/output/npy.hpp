#pragma once

#include <span>
#include <string>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::output {

/// Writes `ids` as a NumPy array of one dimension (format 1.0, "numpy.lib.format"), little-endian: uint16 if all ids
/// below `vocabulary_size` fit, else uint32. Needs no memory in proportion to `ids`. Errors: those of OutputFile.
[[nodiscard]] Result<void> write_npy(const std::string& path, std::span<const TokenId> ids, TokenId vocabulary_size);

}  // namespace tokmill::cli::output
