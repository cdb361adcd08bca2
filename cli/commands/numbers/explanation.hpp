#pragma once

#include <string_view>

namespace tokmill::cli::numbers {

/// Why the splits matter, in three sentences.
inline constexpr std::string_view explanation =
    "A tokenizer cuts a number from the left (cl100k_base and o200k_base into threes, the older ones "
    "wherever a frequent "
    "string of digits ends), while people group thousands, and carry, from the right. So the digits of one "
    "column of a "
    "sum often stand at different places of their tokens, and a number of one digit more is cut elsewhere. "
    "Models have "
    "to learn arithmetic across such cuts; grouping the digits from the right, as commas do, largely "
    "improved that of "
    "GPT-3.5 and GPT-4.";

inline constexpr std::string_view explanation_source =
    "Source: Aaditya K. Singh and DJ Strouse, Tokenization counts: the impact of tokenization on arithmetic "
    "in frontier "
    "LLMs, arXiv 2402.14903 (2024).";

}  // namespace tokmill::cli::numbers
