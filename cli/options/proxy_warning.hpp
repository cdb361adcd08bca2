#pragma once

#include <string>
#include <string_view>

#include "options/tokenizer_option.hpp"
#include "output/io.hpp"
#include "tokmill/pricing/model.hpp"

namespace tokmill::cli {

/// `no public tokenizer; counted with PROXY as an approximation (NOTE); HINT`. `note` describes the model's own tokenizer
/// and may be empty, as may `hint`, that of exactness_hint(). With it, the tokenizer is `not installed`.
[[nodiscard]] std::string proxy_message(std::string_view proxy, std::string_view note, std::string_view hint = {});

/// How far the proxy's count is from the model's own, and who says so: `LOW to HIGH of its tokens for each of PROXY:
/// SOURCE`, or `error unknown`.
[[nodiscard]] std::string proxy_error(const pricing::PricedModel& model);

/// What is known of the tokenizer of a model, and proxy_error().
[[nodiscard]] std::string proxy_note(const pricing::PricedModel& model);

/// Warns on standard error: `MODEL: ` and proxy_message(). `model` is the name that the user gave.
void warn_of_proxy(Io& io, std::string_view model, const Encoding& proxy, std::string_view note,
                   std::string_view hint);

/// For a chosen tokenizer: prints what rules resolved names of models to, and warns as above unless the tokenizer is the
/// model's own.
void warn_of_tokenizer(const ChosenTokenizer& tokenizer, const std::string& model, Io& io);

}  // namespace tokmill::cli
