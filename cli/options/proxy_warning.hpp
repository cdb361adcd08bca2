#pragma once

#include <string>

#include "options/tokenizer_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// Says on standard error, where the tokenizer is not the model's own, which encoding stands in for it. Standard output
/// has the result alone, so that it can be used as one. `model` is the name that was asked for.
void warn_of_proxy(const ChosenTokenizer& tokenizer, const std::string& model, Io& io);

}  // namespace tokmill::cli
