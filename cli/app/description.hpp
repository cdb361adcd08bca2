#pragma once

#include <string_view>

namespace tokmill::cli {

/// What the program is, in a sentence; for --help and the manual.
inline constexpr std::string_view program_description =
    "tokmill counts, encodes and shows the tokens of OpenAI's encodings, exactly as tiktoken does, and says "
    "what they "
    "cost.";

}  // namespace tokmill::cli
