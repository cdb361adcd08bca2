#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/pricing/price_table.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// A field of a price object, and the amount that it gives.
struct PriceField {
  std::string_view name;
  std::optional<pricing::Money> pricing::Price::*amount;
};

/// A word for a service in another project's table.
struct ServiceField {
  std::string_view name;
  pricing::Service service;
};

/// What figures are the price of.
enum class PriceUnit { token, million_tokens };

/// Builds a table from another project's. Leaves out each value that cannot be used, and what depends on it.
class PriceImport {
 public:
  /// `fields` must outlive the import.
  PriceImport(PriceUnit unit, std::span<const PriceField> fields) : unit_(unit), fields_(fields) {}

  [[nodiscard]] pricing::PriceTable& table() { return table_; }

  /// Sets the amounts that `object` has a field for. Those that are missing or null are unchanged.
  void read_amounts(const JsonValue& object, const JsonPointer& at, pricing::Price& price);

  /// A figure as the price of one token; nullopt if it is null or left out.
  [[nodiscard]] std::optional<pricing::Money> read_amount(const JsonValue& figure, const JsonPointer& at);

  /// The member `name` as a day; nullopt if it is missing or null, or not a day and left out.
  [[nodiscard]] std::optional<pricing::Date> read_day(const JsonValue& object, std::string_view name,
                                                      const JsonPointer& at);

  /// Adds a model. Its id and provider are copied.
  void add(pricing::PricedModel model, std::vector<pricing::Price> prices, const JsonPointer& at);

  /// Records that what is at `at` is left out.
  void leave_out(const JsonPointer& at, const std::string& why);

  /// Whether `value` is of a kind. If not, it is left out.
  [[nodiscard]] bool is_object(const JsonValue& value, const JsonPointer& at);
  [[nodiscard]] bool is_array(const JsonValue& value, const JsonPointer& at);

 private:
  PriceUnit unit_;
  std::span<const PriceField> fields_;
  pricing::PriceTable table_;
};

/// The member `name` as a number of tokens; nullopt if it is missing or not a positive number. Some tables use 0 or a
/// text as a placeholder.
[[nodiscard]] std::optional<std::uint64_t> read_limit(const JsonValue& object, std::string_view name);

/// A value as a number of tokens; nullopt if it is not a positive number.
[[nodiscard]] std::optional<std::uint64_t> read_limit(const JsonValue& value);

/// The member `name` as a string; empty if it is missing or not a string.
[[nodiscard]] std::string read_text(const JsonValue& object, std::string_view name);

/// The price of `prices` for a service and a tier; added if there is none.
[[nodiscard]] pricing::Price& price_for(std::vector<pricing::Price>& prices, pricing::Service service,
                                        std::optional<std::uint64_t> above_input_tokens);

/// Sets `at_threshold` of the tiers of xAI, whose long-context price includes the threshold itself. For formats that do
/// not say which of the two a tier means.
void set_comparison(std::string_view provider, std::span<pricing::Price> prices);

/// Calls `take(element, pointer)` for each element of an array.
template <class Take>
void for_each_element(const JsonValue& array, const JsonPointer& at, Take take) {
  std::size_t index = 0;
  for (const JsonValue& element : array.elements()) take(element, at.element(index++));
}

/// Calls `take(name, value, pointer)` for each member of an object.
template <class Take>
void for_each_member(const JsonValue& object, const JsonPointer& at, Take take) {
  for (const auto& [key, value] : object.members()) {
    const std::string name = key.text();
    take(name, value, at.member(name));
  }
}

}  // namespace tokmill::formats
