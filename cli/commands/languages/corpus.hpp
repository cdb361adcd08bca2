#pragma once

#include <string>
#include <vector>

#include "input/source.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/corpus.hpp"

namespace tokmill::cli::languages {

/// The project's own parallel sample, vocab/samples/parallel.jsonl, which is part of the program.
[[nodiscard]] std::vector<analysis::LanguageTexts> built_in_sample();

/// Reads a folder of files LANG.txt (in the order of their names, without hidden files), or a file of JSON Lines as for
/// analysis::parse_corpus(); `-` is standard input. Compressed files are decompressed unless Decompress::no. What cannot
/// be read is reported on standard error and left out; bytes that are not UTF-8 are replaced, with a warning.
[[nodiscard]] std::vector<analysis::LanguageTexts> read_corpus(const std::string& path, input::Decompress decompress,
                                                                Io& io);

/// Whether the base language has a text; otherwise reports the failure, since premiums would be divided by zero.
/// `name`: the corpus, for the message.
[[nodiscard]] bool check_base(const std::vector<analysis::LanguageTexts>& corpus, const std::string& base,
                              const std::string& name, Io& io);

}  // namespace tokmill::cli::languages
