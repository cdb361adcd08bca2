#pragma once

#include <string>
#include <string_view>

#include "options/tokenizer_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// `no public tokenizer; counted with PROXY as an approximation (NOTE)`. `note` describes the model's own tokenizer and
/// may be empty.
[[nodiscard]] std::string proxy_message(std::string_view proxy, std::string_view note);

/// Warns on standard error: `MODEL: ` and proxy_message(). `model` is the name that the user gave.
void warn_of_proxy(Io& io, std::string_view model, const Encoding& proxy, std::string_view note);

/// For a chosen tokenizer: prints what rules resolved names of models to, and warns as above unless the tokenizer is the
/// model's own.
void warn_of_tokenizer(const ChosenTokenizer& tokenizer, const std::string& model, Io& io);

}  // namespace tokmill::cli
