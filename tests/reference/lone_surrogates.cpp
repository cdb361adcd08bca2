#include "reference/lone_surrogates.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace tokmill::reference {
namespace {

// The value of the escape `\uXXXX` at offset `at`; nullopt if there is no such escape there.
std::optional<unsigned> unicode_escape(std::string_view json, std::size_t at) {
  if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  unsigned value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const char c = json[i];
    const char folded = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<unsigned>(c - '0');
    } else if (folded >= 'a' && folded <= 'f') {
      value = value * 16 + static_cast<unsigned>(folded - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

bool is_between(unsigned value, unsigned low, unsigned high) {
  return value >= low && value <= high;
}

}  // namespace

void replace_lone_surrogates(std::string& json) {
  for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const std::optional<unsigned> first = unicode_escape(json, at);
    if (!first) {
      at += 2;  // a two-character escape; the second character may be a backslash
      if (at > json.size()) return;
      continue;
    }
    const std::optional<unsigned> second = unicode_escape(json, at + 6);
    const bool is_pair = is_between(*first, 0xD800, 0xDBFF) && second && is_between(*second, 0xDC00, 0xDFFF);
    if (is_between(*first, 0xD800, 0xDFFF) && !is_pair) json.replace(at, 6, "\\uFFFD");
    at += is_pair ? 12 : 6;
  }
}

}  // namespace tokmill::reference
