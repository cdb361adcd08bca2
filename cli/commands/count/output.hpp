#pragma once

#include "commands/count/request.hpp"
#include "options/tokenizer_option.hpp"
#include "output/io.hpp"
#include "texts/result.hpp"

namespace tokmill::cli::count {

/// Writes the result in the requested format.
void write(const TextsRequest& request, const ChosenTokenizer& tokenizer, const texts::CountedTexts& counted, Io& io);

}  // namespace tokmill::cli::count
