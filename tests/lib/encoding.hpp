#pragma once

#include <string_view>

#include "reference/truncate.hpp"
#include "tokmill/registry.hpp"

namespace tokmill {

/// The built-in encoding `name`.
inline const Encoding& encoding(std::string_view name) { return **find_encoding(name); }

/// Counts tokens for the functions of tests/reference/truncate.hpp.
inline reference::Counter count_of(const Encoding& encoding) {
  return [&encoding](std::string_view text) { return encoding.count(text); };
}

}  // namespace tokmill
