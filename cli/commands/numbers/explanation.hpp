#pragma once

#include <string_view>

namespace tokmill::cli::numbers {

/// Why the splits matter.
inline constexpr std::string_view explanation =
    "A tokenizer splits a number from the left (cl100k_base and o200k_base into groups of three, older encodings "
    "wherever a frequent string of digits ends), while people group thousands, and carry, from the right. So the "
    "digits in one column of a sum are often at different positions in their tokens, and a number with one more digit "
    "is split elsewhere. Models have to learn arithmetic across such splits; grouping the digits from the right, as "
    "commas do, greatly improved the arithmetic of GPT-3.5 and GPT-4.";

inline constexpr std::string_view explanation_source =
    "Source: Aaditya K. Singh and DJ Strouse, Tokenization counts: the impact of tokenization on arithmetic in "
    "frontier LLMs, arXiv 2402.14903 (2024).";

}  // namespace tokmill::cli::numbers
