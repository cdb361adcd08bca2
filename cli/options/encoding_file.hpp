#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The encoding with this name, or else that of the vocabulary file at this path, or of a folder with a
/// `tokenizer.json`, or with `vocab.json` and `merges.txt`. A name goes before a path. `pattern`: how texts are split,
/// for rank files. The encoding lives as long as the program; a file is read once.
/// Errors: unknown_encoding if it is neither a name nor a path; those of vocabularies::read_encoding and io_error, with
/// the path before the message. Not safe for concurrent use.
[[nodiscard]] Result<const Encoding*> find_encoding_or_file(std::string_view name_or_path,
                                                            const std::optional<std::string>& pattern = std::nullopt);

}  // namespace tokmill::cli
