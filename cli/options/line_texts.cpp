#include "options/line_texts.hpp"

#include <optional>

#include "input/json_lines.hpp"
#include "options/text_option.hpp"
#include "output/format.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {

Result<std::string> LineTexts::next(std::string_view line) {
  ++number_;
  if (const std::optional<std::size_t> offset = find_ill_formed(line)) {
    if (strict_) return Error{ErrorCode::ill_formed_text, output::format("not UTF-8 at byte {}", *offset)};
    if (!has_warned_) warn_of_ill_formed(output::format("line {}", number_), *offset, io_);
    has_warned_ = true;
  }
  return input::text_of_line(line, field_);
}

}  // namespace tokmill::cli
