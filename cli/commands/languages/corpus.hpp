#pragma once

#include <string>
#include <vector>

#include "input/source.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/corpus.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::languages {

/// Reads a folder of files LANG.txt (in the order of their names, without hidden files), or a file of JSON Lines as for
/// analysis::parse_corpus(); `-` is standard input. Compressed files are decompressed unless Decompress::no. What cannot
/// be read is reported on standard error and left out; bytes that are not UTF-8 are replaced, with a warning.
[[nodiscard]] std::vector<analysis::LanguageTexts> read_corpus(const std::string& path, input::Decompress decompress,
                                                                Io& io);

/// Whether the base language has a text; otherwise reports the failure, since premiums would be divided by zero.
/// `name`: the corpus, for the message.
[[nodiscard]] bool check_base(const std::vector<analysis::LanguageTexts>& corpus, const std::string& base,
                              const std::string& name, Io& io);

/// The texts of these languages, in the order of `tags`. Errors: invalid_argument if one is not in the corpus; the message
/// names the nearest.
[[nodiscard]] Result<std::vector<analysis::LanguageTexts>> select(const std::vector<analysis::LanguageTexts>& corpus,
                                                                  const std::vector<std::string>& tags);

}  // namespace tokmill::cli::languages
