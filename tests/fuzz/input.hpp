#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tokmill/tokmill.hpp"

namespace tokmill::fuzz {

/// The input of a fuzz target as a string view.
[[nodiscard]] inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Removes the first byte of `input` and selects an encoding by it. Precondition: `input` is not empty.
[[nodiscard]] inline const Encoding& take_encoding(std::string_view& input) {
  const auto choice = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  return **find_encoding(encoding_names()[choice % encoding_names().size()]);
}

}  // namespace tokmill::fuzz
