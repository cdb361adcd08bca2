#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engines/functions/handles.hpp"

namespace tokmill::engines {

/// The value of the parameter `name` of a function. Throws a Failure if it is negative.
inline std::uint64_t whole_number(std::string_view name, std::int64_t value) {
  if (value < 0) {
    throw Failure(std::string(name) + ": expected a number that is not negative, got " + std::to_string(value));
  }
  return static_cast<std::uint64_t>(value);
}

}  // namespace tokmill::engines
