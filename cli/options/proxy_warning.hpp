#pragma once

#include <string>
#include <string_view>

#include "options/tokenizer_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// Warns on standard error: "model X has no public tokenizer; counting with Y as an approximation (note)".
/// `model` is the name that the user gave; `note` describes the model's own tokenizer and may be empty.
void warn_of_proxy(Io& io, std::string_view model, const Encoding& proxy, std::string_view note);

/// The same for a chosen tokenizer. Does nothing if it is the model's own.
void warn_of_proxy(const ChosenTokenizer& tokenizer, const std::string& model, Io& io);

}  // namespace tokmill::cli
