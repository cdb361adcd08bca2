#pragma once

#include <optional>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// How a provider serves a call. Each service has its own prices.
enum class Service {
  standard,
  batch,      ///< Answered within a day, at a discount.
  flex,       ///< Answered when capacity is free, at a discount.
  priority,   ///< Answered before other calls, at a surcharge. Includes OpenAI's "fast mode".
  off_peak,   ///< Outside the provider's peak hours; `standard` is then the price during peak hours.
  ultrafast,  ///< OpenAI's service above `priority`.
  balanced,   ///< Between `flex` and `standard`.
};

/// The name used in price tables: `standard`, `batch`, `flex`, `priority`, `off-peak`, `ultrafast` or `balanced`.
[[nodiscard]] TOKMILL_EXPORT std::string_view to_string(Service service) noexcept;

/// The service with this name; nullopt if there is none.
[[nodiscard]] TOKMILL_EXPORT std::optional<Service> find_service(std::string_view name) noexcept;

}  // namespace tokmill::pricing
