#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tokmill/formats/json.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::formats {

/// An error of a table: the place, and what is wrong there.
[[nodiscard]] Error table_error(const JsonPointer& at, const std::string& what);

enum class PriceUnit { token, million_tokens };

/// The member `name` of `object` as a price of one token; unknown where it is missing or null.
[[nodiscard]] Result<std::optional<pricing::Money>> read_price(const JsonValue& object, std::string_view name,
                                                      const JsonPointer& at, PriceUnit unit);

/// A value as a price of one token.
[[nodiscard]] Result<std::optional<pricing::Money>> read_price(const JsonValue& value, const JsonPointer& at,
                                                      PriceUnit unit);

/// The member `name` as a number of tokens. Unknown where it is missing, null, or a placeholder that is no
/// positive whole number: limits are notes in these tables, and some write 0 or a word there.
[[nodiscard]] std::optional<std::uint64_t> read_limit(const JsonValue& object, std::string_view name);

/// The member `name` as a day; unknown where it is missing or null.
[[nodiscard]] Result<std::optional<pricing::Date>> read_day(const JsonValue& object, std::string_view name,
                                                   const JsonPointer& at);

/// The member `name` as a text; empty where it is missing or no text.
[[nodiscard]] std::string_view read_text(const JsonValue& object, std::string_view name);

/// Whether a provider's long-context price holds from its threshold on rather than above it (xAI).
[[nodiscard]] bool reprices_at_threshold(std::string_view provider);

}  // namespace tokmill::formats
