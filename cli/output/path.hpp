#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {

/// Which parts of a text are escaped.
enum class Escaped { control_characters, control_characters_and_ill_formed };

/// Calls append(part) for the parts of `text` after escaping. Control characters, which could break the line or control
/// the terminal, become `\n`, `\t` or `\x1B`, and bytes that are not UTF-8 `\xE9`. Needs no memory.
template <class Append>
void for_each_escaped_part(std::string_view text, Escaped escaped, const Append& append) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::size_t start = 0;  // of what has not been appended
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Unit unit = next_utf8_unit(text.substr(at));
    const bool is_control = unit.code_point < 0x20 || (unit.code_point >= 0x7F && unit.code_point < 0xA0);
    const std::size_t next = at + unit.size;
    if (unit.well_formed ? is_control : escaped == Escaped::control_characters_and_ill_formed) {
      append(text.substr(start, at - start));
      if (unit.code_point == U'\n') {
        append(std::string_view("\\n"));
      } else if (unit.code_point == U'\t') {
        append(std::string_view("\\t"));
      } else {
        for (; at < next; ++at) {
          const auto byte = static_cast<unsigned char>(text[at]);
          const std::array<char, 4> escape = {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
          append(std::string_view(escape.data(), escape.size()));
        }
      }
      start = next;
    }
    at = next;
  }
  append(text.substr(start));
}

/// A path for a line of output: control characters are escaped. Everything else is unchanged, so that most paths can be
/// copied.
[[nodiscard]] std::string printable_path(std::string_view path);

/// Calls append(part) for the parts of a message for a line on standard error: control characters and bytes that are
/// not UTF-8 are escaped. Escaping twice changes nothing. Needs no memory.
template <class Append>
void for_each_printable_part(std::string_view message, const Append& append) {
  for_each_escaped_part(message, Escaped::control_characters_and_ill_formed, append);
}

}  // namespace tokmill::cli::output
