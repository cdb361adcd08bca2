#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokmill::test {

/// A text of at least `size` bytes that repeats `unit`.
[[nodiscard]] inline std::string repeated(std::string_view unit, std::size_t size) {
  std::string text;
  text.reserve(size + unit.size());
  while (text.size() < size) text += unit;
  return text;
}

}  // namespace tokmill::test
