#pragma once

#include "options/vocabulary_files.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabularies/read.hpp"

namespace tokmill::cli {

/// Makes an encoding of the files of a vocabulary, which may be pipes. Every encoding that is not built in is made here.
/// Errors: those of vocabularies::read_encoding and io_error, with the path of the file before the message.
[[nodiscard]] Result<Encoding> load_encoding(const VocabularyFiles& files, vocabularies::FileParts parts);

/// Reads the files without making an encoding. Errors: as above.
[[nodiscard]] Result<vocabularies::FileSummary> summarize(const VocabularyFiles& files);

}  // namespace tokmill::cli
