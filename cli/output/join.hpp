#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <type_traits>

namespace tokmill::cli::output {

/// The items, which are strings or integers, with `separator` between them.
template <class Range>
[[nodiscard]] std::string join(const Range& items, std::string_view separator) {
  std::string text;
  bool is_first = true;
  for (const auto& item : items) {
    if (!is_first) text += separator;
    is_first = false;
    if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(item)>>) {
      char digits[24];
      text.append(digits, std::to_chars(digits, digits + sizeof digits, item).ptr);
    } else {
      text += item;
    }
  }
  return text;
}

}  // namespace tokmill::cli::output
