#pragma once

#include <string_view>

#include "tokmill/chat/count.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The tokens of a chat request to `model`, with its texts encoded by `encoding`. Special tokens in the texts are
/// ordinary text. The model decides only the tokens that the API adds around the texts, and those of images.
///
/// Errors: malformed_request, as chat::count_request().
[[nodiscard]] TOKMILL_EXPORT Result<chat::Count> count_chat(const chat::Request& request, std::string_view model,
                                                            const Encoding& encoding,
                                                            chat::Items items = chat::Items::listed);

/// Counts many requests to a model as count_chat() does.
[[nodiscard]] TOKMILL_EXPORT chat::ModelCounter chat_counter(std::string_view model, const Encoding& encoding);

}  // namespace tokmill::analysis
