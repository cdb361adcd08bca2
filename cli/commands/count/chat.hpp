#pragma once

#include <string>

#include "commands/count/outcome.hpp"
#include "commands/count/request.hpp"
#include "options/tokenizer_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli::count {

/// Reads, counts and prints a chat request. `tokenizer` is used, under the name `model`, unless the model in the file
/// selects one. Reports what fails, what is only an estimate or a range, and what is not counted.
[[nodiscard]] Outcome count_chat(const ChatRequest& request, const ChosenTokenizer& tokenizer, const std::string& model,
                                 Io& io);

}  // namespace tokmill::cli::count
