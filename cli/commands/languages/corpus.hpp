#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::cli::languages {

/// The same meaning in one of several languages.
struct LanguageTexts {
  std::string language;            ///< A BCP 47 tag, or whatever the corpus calls it.
  std::vector<std::string> texts;  ///< UTF-8, in the order of the corpus. Each is counted alone.
};

/// The project's own parallel sample: vocab/samples/parallel.jsonl, which is a part of the program.
[[nodiscard]] std::vector<LanguageTexts> built_in_sample();

/// Reads a folder of files LANG.txt, or a file of JSON Lines with the members `lang` and `text`; `-` is standard
/// input. Several texts of one language are kept together. The languages come in order of name from a folder, else in
/// that in which they first occur. What cannot be read is left out and told to `on_problem`, a message each; bytes that
/// are not UTF-8 are replaced and told to `on_warning`.
[[nodiscard]] std::vector<LanguageTexts> read_corpus(const std::string& path,
                                                     const std::function<void(const std::string&)>& on_problem,
                                                     const std::function<void(const std::string&)>& on_warning);

}  // namespace tokmill::cli::languages
