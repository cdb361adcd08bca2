#pragma once

#include <string>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The files of one vocabulary: one file, or a `vocab.json` and its `merges.txt`.
struct VocabularyFiles {
  std::string vocabulary;
  std::string merges;  ///< Empty if the vocabulary is one file.

  /// Both, or the one.
  [[nodiscard]] std::vector<std::string> paths() const;
};

/// The vocabulary at a path, which is a file of any format, or a folder with the first of these: `tokenizer.json`,
/// `tekken.json`, `vocab.json` and `merges.txt`, `tokenizer.model`, `tiktoken.model`, one file `*.tiktoken`. Of a folder
/// in the cache of Hugging Face, `models--ORGANIZATION--NAME`, it is the snapshot that `refs/main` names, or the only
/// one. Files are not opened.
/// Errors: malformed_tokenizer if there is no vocabulary in a folder, or if there are several; io_error. The message
/// starts with the path.
[[nodiscard]] Result<VocabularyFiles> find_vocabulary_files(const std::string& path);

}  // namespace tokmill::cli
