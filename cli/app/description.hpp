#pragma once

#include <string_view>

namespace tokmill::cli {

/// What the program does, for --help and the manual.
inline constexpr std::string_view program_description =
    "tokmill counts, encodes and displays the tokens of OpenAI's encodings, exactly as tiktoken does, and calculates "
    "what they cost.";

}  // namespace tokmill::cli
