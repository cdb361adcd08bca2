#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The texts of one language of a parallel corpus: the same content in every language.
struct LanguageTexts {
  std::string language;            ///< A BCP 47 tag, or any other name.
  std::vector<std::string> texts;  ///< UTF-8, in the order of the corpus. Each is tokenized separately.
};

/// Reads a corpus in JSON Lines: each line is an object whose members `lang` and `text` are strings. Blank lines are
/// skipped. The languages come in the order of their first line. Bytes that are not UTF-8 become U+FFFD.
///
/// A line in another form is left out and reported to `on_problem`: `line N: CAUSE`.
[[nodiscard]] TOKMILL_EXPORT std::vector<LanguageTexts> parse_corpus(
    std::string_view json_lines, const std::function<void(const std::string& problem)>& on_problem);

}  // namespace tokmill::analysis
