#include "output/quote.hpp"

#include <optional>

#include "output/visible.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {

std::string quoted(std::string_view name) {
  std::string text = "'";
  while (!name.empty()) {
    const Utf8Unit unit = next_utf8_unit(name);
    const std::string_view bytes = name.substr(0, unit.size);
    name.remove_prefix(unit.size);
    if (!unit.well_formed) {
      text += escaped_bytes(bytes);
    } else if (unit.code_point == U' ') {
      text += ' ';
    } else {
      text += substitute(unit.code_point).value_or(std::string(bytes));
    }
  }
  return text + "'";
}

}  // namespace tokmill::cli::output
