#pragma once

#include <vector>

#include "tokmill/analysis/corpus.hpp"

namespace tokmill::cli {

/// The project's own parallel sample, vocab/samples/parallel.jsonl, which is part of the program.
[[nodiscard]] std::vector<analysis::LanguageTexts> parallel_sample();

}  // namespace tokmill::cli
