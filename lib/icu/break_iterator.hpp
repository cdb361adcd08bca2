#pragma once

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <cstdint>
#include <memory>
#include <new>
#include <string_view>

namespace tokmill::icu {

using BreakIterator = std::unique_ptr<UBreakIterator, decltype(&ubrk_close)>;

/// ICU's data is a part of the program: what can fail here is the memory.
inline void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::bad_alloc();
}

[[nodiscard]] inline BreakIterator open_break_iterator(UBreakIteratorType type) {
  UErrorCode status = U_ZERO_ERROR;
  BreakIterator breaks(ubrk_open(type, "", nullptr, 0, &status), ubrk_close);
  check(status);
  return breaks;
}

/// Calls on_break(offset) for each boundary of UTF-8 but the one at 0, from the first to the last.
template <class OnBreak>
void for_each_break(UBreakIterator* breaks, std::string_view text, OnBreak&& on_break) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> bytes(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), utext_close);
  ubrk_setUText(breaks, bytes.get(), &status);
  check(status);
  for (std::int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks)) {
    on_break(static_cast<std::size_t>(at));
  }
}

}  // namespace tokmill::icu
