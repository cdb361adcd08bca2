#include "tokmill/icu/graphemes.hpp"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <memory>
#include <new>

namespace tokmill::icu {

std::vector<std::size_t> grapheme_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> bytes(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), utext_close);
  const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> breaks(
      ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status), ubrk_close);
  ubrk_setUText(breaks.get(), bytes.get(), &status);
  // ICU's data is a part of the program: what can fail here is the memory.
  if (U_FAILURE(status)) throw std::bad_alloc();
  for (std::int32_t end = ubrk_next(breaks.get()); end != UBRK_DONE; end = ubrk_next(breaks.get())) {
    ends.push_back(static_cast<std::size_t>(end));
  }
  return ends;
}

}  // namespace tokmill::icu
