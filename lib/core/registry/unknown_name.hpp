#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tokmill/nearest_name.hpp"

namespace tokmill::registry {

/// `unknown KIND 'NAME'; did you mean NEAREST?`
[[nodiscard]] inline std::string unknown_name(std::string_view kind, std::string_view name,
                                              std::span<const std::string_view> known) {
  std::string message = "unknown " + std::string(kind) + " '" + std::string(name) + "'";
  if (const auto nearest = nearest_name(name, known)) message += "; did you mean " + std::string(*nearest) + "?";
  return message;
}

}  // namespace tokmill::registry
