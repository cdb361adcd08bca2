#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// The error `what` at a location in a table.
[[nodiscard]] Error table_error(const JsonPointer& at, const std::string& what);

enum class PriceUnit { token, million_tokens };

/// A member of a price object and the price that it sets.
struct PriceField {
  std::string_view name;
  std::optional<pricing::Money> pricing::Price::*price;
};

/// Sets the price of each field from the member of `object` with its name, or to nullopt if it is missing or null.
[[nodiscard]] Result<void> read_prices(const JsonValue& object, std::span<const PriceField> fields,
                                       const JsonPointer& at, PriceUnit unit, pricing::Price& price);

/// The member `name` of `object` as the price of one token; nullopt if it is missing or null.
[[nodiscard]] Result<std::optional<pricing::Money>> read_price(const JsonValue& object, std::string_view name,
                                                               const JsonPointer& at, PriceUnit unit);

/// A value as the price of one token; nullopt if it is null.
[[nodiscard]] Result<std::optional<pricing::Money>> read_price(const JsonValue& value, const JsonPointer& at,
                                                               PriceUnit unit);

/// The member `name` as a number of tokens; nullopt if it is missing or not a positive number. This is not an error
/// because some tables use 0 or a text as a placeholder.
[[nodiscard]] std::optional<std::uint64_t> read_limit(const JsonValue& object, std::string_view name);

/// The member `name` as a day; nullopt if it is missing or null.
[[nodiscard]] Result<std::optional<pricing::Date>> read_day(const JsonValue& object, std::string_view name,
                                                            const JsonPointer& at);

/// The member `name` as a string; empty if it is missing or not a string.
[[nodiscard]] std::string read_text(const JsonValue& object, std::string_view name);

/// Whether a provider's long-context price includes the threshold itself (xAI).
[[nodiscard]] bool reprices_at_threshold(std::string_view provider);

}  // namespace tokmill::formats
