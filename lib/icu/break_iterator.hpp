#pragma once

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "icu/status.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

using BreakIterator = std::unique_ptr<UBreakIterator, decltype(&ubrk_close)>;

[[nodiscard]] inline BreakIterator open_break_iterator(UBreakIteratorType type) {
  UErrorCode status = U_ZERO_ERROR;
  BreakIterator breaks(ubrk_open(type, "", nullptr, 0, &status), ubrk_close);
  check(status);
  return breaks;
}

/// Calls on_break(offset) for each boundary of a UTF-8 text except 0, in order, until it returns false.
///
/// ICU's offsets have 32 bits, so a text longer than `window` bytes is split at boundaries. Boundaries in the second
/// half of a window are found again in the next one, which has more context after them.
/// Throws std::length_error if such a text has no boundary in half a window.
template <class OnBreak>
void for_each_break(UBreakIterator* breaks, std::string_view text, OnBreak&& on_break,
                    std::size_t window = std::size_t{1} << 30) {
  for (std::size_t start = 0; start < text.size();) {
    const std::string_view part = text.substr(start, window);
    const bool is_last = part.size() == text.size() - start;
    const std::size_t end = is_last ? part.size() : part.size() / 2;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, decltype(&utext_close)> bytes(
        utext_openUTF8(nullptr, part.data(), static_cast<std::int64_t>(part.size()), &status), utext_close);
    ubrk_setUText(breaks, bytes.get(), &status);
    check(status);
    std::size_t last = 0;
    for (std::int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks)) {
      if (static_cast<std::size_t>(at) > end) break;
      last = static_cast<std::size_t>(at);
      if (!on_break(start + last)) return;
    }
    if (last == 0) throw std::length_error("text without a boundary in 512 MiB");
    start += last;
  }
}

}  // namespace tokmill::icu
