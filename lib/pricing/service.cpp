#include "tokmill/pricing/service.hpp"

#include <utility>

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

constexpr std::pair<Service, std::string_view> names[] = {
    {Service::standard, "standard"}, {Service::batch, "batch"},       {Service::flex, "flex"},
    {Service::balanced, "balanced"}, {Service::priority, "priority"}, {Service::ultrafast, "ultrafast"},
    {Service::off_peak, "off-peak"},
};

}  // namespace

std::string_view to_string(Service service) noexcept {
  for (const auto& [value, name] : names) {
    if (value == service) return name;
  }
  return "unknown";
}

std::optional<Service> find_service(std::string_view name) noexcept {
  for (const auto& [value, text] : names) {
    if (text == name) return value;
  }
  return std::nullopt;
}

}  // namespace tokmill::pricing
