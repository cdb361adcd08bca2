#pragma once

#include "commands/count/request.hpp"
#include "commands/count/result.hpp"
#include "options/tokenizer_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli::count {

/// Writes the result in the requested format.
void write(const TextsRequest& request, const ChosenTokenizer& tokenizer, const CountedTexts& counted, Io& io);

}  // namespace tokmill::cli::count
