#include "vocabularies/base64.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

constexpr std::uint8_t no_digit = 64;

constexpr std::array<std::uint8_t, 256> digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  std::uint8_t value = 0;
  for (const char digit : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
    values[static_cast<unsigned char>(digit)] = value++;
  }
  return values;
}();

}  // namespace

bool append_base64_bytes(std::string_view base64, std::string& bytes) {
  if (base64.size() % 4 != 0) return false;
  for (std::size_t i = 0; i < base64.size(); i += 4) {
    std::string_view group = base64.substr(i, 4);
    if (i + 4 == base64.size()) group = group.substr(0, group.ends_with("==") ? 2 : group.ends_with('=') ? 3 : 4);
    std::uint32_t bits = 0;
    for (const char digit : group) {
      const std::uint8_t value = digit_values[static_cast<unsigned char>(digit)];
      if (value == no_digit) return false;
      bits = bits << 6 | value;
    }
    bits <<= 6 * (4 - group.size());
    for (std::size_t byte = 0; byte + 1 < group.size(); ++byte) {
      bytes += static_cast<char>(bits >> (16 - 8 * byte) & 0xFF);
    }
  }
  return true;
}

}  // namespace tokmill::vocabularies
