#include "output/visible.hpp"

#include "output/format.hpp"
#include "tokmill/icu/display.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {
namespace {

// U+2400 to U+241F are pictures of the control characters.
std::string control_picture(char32_t control) {
  return {'\xE2', '\x90', static_cast<char>(0x80 + control)};
}

// `stays`: whether a character remains although it is not visible.
std::string shown(std::string_view bytes, bool (*stays)(char32_t)) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view rest = bytes.substr(at);
    const Utf8Unit unit = next_utf8_unit(rest);
    const std::string_view character = rest.substr(0, unit.size);
    std::optional<std::string> replacement;
    if (!unit.well_formed) {
      replacement = escaped_bytes(character);
    } else if (!stays(unit.code_point)) {
      replacement = substitute(unit.code_point);
    }
    if (!replacement && text.empty() && icu::display_width(character) == 0) text += "◌";
    text += replacement ? *replacement : character;
    at += character.size();
  }
  return text;
}

}  // namespace

std::optional<std::string> substitute(char32_t character) {
  switch (character) {
    case U' ':
      return "·";
    case U'\t':
      return "→";
    case U'\n':
      return "⏎";
    case U'\x7F':
      return "␡";
    default:
      break;
  }
  if (character < U' ') return control_picture(character);
  if (icu::is_visible(character)) return std::nullopt;
  return output::format("\\u{{{:X}}}", static_cast<unsigned>(character));
}

bool is_joiner(char32_t c) {
  return c == 0x200D || c == 0xFE0E || c == 0xFE0F || (c >= 0xE0020 && c <= 0xE007F);
}

std::string escaped_bytes(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += output::format("\\x{:02X}", static_cast<unsigned char>(byte));
  return text;
}

std::string hexadecimal(std::string_view bytes, std::string_view separator) {
  std::string digits;
  for (const char byte : bytes) {
    if (!digits.empty()) digits += separator;
    digits += output::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return digits;
}

std::string text_or_escapes(std::string_view bytes) {
  return find_ill_formed(bytes) ? escaped_bytes(bytes) : std::string(bytes);
}

std::string visible(std::string_view bytes) {
  return shown(bytes, [](char32_t) { return false; });
}

std::string visible_graphemes(std::string_view bytes) { return shown(bytes, is_joiner); }

std::string visible_line(std::string_view bytes) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = bytes.find_first_not_of(blanks);
  if (first == bytes.npos) return visible(bytes);
  return shown(bytes.substr(first, bytes.find_last_not_of(blanks) + 1 - first),
               [](char32_t c) { return c == U' ' || is_joiner(c); });
}

}  // namespace tokmill::cli::output
