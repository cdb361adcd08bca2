#pragma once

#include <unicode/ustring.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "icu/status.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Appends UTF-16 as UTF-8, with U+FFFD for each lone surrogate. `length` must be less than 2^31 / 3.
inline void append_utf8(const UChar* units, std::int32_t length, std::string& text) {
  // A unit becomes at most three bytes, and a surrogate pair four.
  const std::size_t before = text.size();
  text.resize(before + 3 * static_cast<std::size_t>(length));
  std::int32_t written = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(text.data() + before, static_cast<std::int32_t>(text.size() - before), &written, units, length,
                     0xFFFD, nullptr, &status);
  check(status);
  text.resize(before + static_cast<std::size_t>(written));
}

}  // namespace tokmill::icu
