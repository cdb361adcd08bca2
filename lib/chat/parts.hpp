#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "chat/tally.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// Returns the name of an item. Called only if items are listed.
using Label = std::function<std::string()>;

/// Adds the content of a message: text to `item`, other parts in rows of their own, whose names start with `label`.
/// Errors: malformed_request.
[[nodiscard]] Result<void> add_content(Tally& tally, const formats::JsonValue& content, const formats::JsonPointer& at,
                                       std::size_t item, const Label& label);

/// Adds one content part, as add_content().
[[nodiscard]] Result<void> add_part(Tally& tally, const formats::JsonValue& part, const formats::JsonPointer& at,
                                    std::size_t item, const Label& label);

inline constexpr std::string_view tokens_hint = R"(add "tokens" with their number to it)";

/// Adds a part whose number of tokens is unknown, unless it says so in a member `tokens`. `what` names it in a warning,
/// which says how to give what is missing, and `name` in a list of items. Errors: malformed_request.
[[nodiscard]] Result<void> add_unknown_part(Tally& tally, const formats::JsonValue& part, std::string_view what,
                                            const formats::JsonPointer& at, const Label& name,
                                            std::string_view hint = tokens_hint);

/// Adds a call of a tool with the name `name` and the arguments `input`, which are text or JSON.
void add_call(Tally& tally, const formats::JsonValue& call, std::string_view input, const Label& label);

}  // namespace tokmill::chat
