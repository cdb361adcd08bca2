#pragma once

#include <string>

#include "io.hpp"
#include "options.hpp"

namespace tokmill::cli {

/// Says on standard error, where the tokenizer is not the model's own, which encoding stands in for it. Standard output
/// has the result alone, so that it can be used as one. `model` is the name that was asked for.
void warn_of_stand_in(const ChosenTokenizer& tokenizer, const std::string& model, Io& io);

}  // namespace tokmill::cli
