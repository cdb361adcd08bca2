#include "icu/byte_order_mark.hpp"

#include <algorithm>
#include <array>

#include "tokmill/icu/charset.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

// UTF-32 comes before UTF-16 because its little-endian mark starts with that of UTF-16.
struct Mark {
  std::string_view bytes;
  std::string_view charset;
};
constexpr std::array marks = {Mark{std::string_view("\xFF\xFE\x00\x00", 4), "UTF-32"},
                              Mark{std::string_view("\x00\x00\xFE\xFF", 4), "UTF-32"},
                              Mark{utf8_byte_order_mark, "UTF-8"}, Mark{"\xFF\xFE", "UTF-16"},
                              Mark{"\xFE\xFF", "UTF-16"}};

}  // namespace

bool starts_with_mark_of(std::string_view charset, std::string_view bytes) noexcept {
  return std::ranges::any_of(
      marks, [&](const Mark& mark) { return mark.charset == charset && bytes.starts_with(mark.bytes); });
}

std::string_view charset_of_mark(std::string_view bytes) noexcept {
  const auto found = std::ranges::find_if(marks, [&](const Mark& mark) { return bytes.starts_with(mark.bytes); });
  return found == marks.end() ? std::string_view() : found->charset;
}

}  // namespace tokmill::icu
