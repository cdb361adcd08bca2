// Normalizes arbitrary text and compares the result with the reference. The first input byte selects the form.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/normal_form_properties.hpp"
#include "fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest_text = 500;  // in bytes; every boundary is tried
  if (size == 0) return 0;
  const auto form = static_cast<tokmill::unicode::NormalForm>(data[0] % 4);
  const std::string text = tokmill::replace_ill_formed(tokmill::fuzz::as_text(data, size).substr(1, longest_text));
  const char* const broken = tokmill::fuzz::broken_property(form, text);
  tokmill::fuzz::require(broken == nullptr, broken);
  return 0;
}
