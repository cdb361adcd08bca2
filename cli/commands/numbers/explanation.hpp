#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// How the encodings split digits, and why it matters. Names are printable.
[[nodiscard]] std::string explanation(const std::vector<const Encoding*>& encodings);

inline constexpr std::string_view explanation_source =
    "Source: Aaditya K. Singh and DJ Strouse, Tokenization counts: the impact of tokenization on arithmetic in "
    "frontier LLMs, arXiv 2402.14903 (2024).";

}  // namespace tokmill::cli::numbers
