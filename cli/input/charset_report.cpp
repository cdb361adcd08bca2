#include "input/charset_report.hpp"

#include "input/charset_messages.hpp"

namespace tokmill::cli::input {

Result<void> CharsetReport::update(const Lines& lines) {
  if (!lines.charset().empty() && !std::exchange(has_charset_, true)) {
    io_.warn(mark_message(name_, lines.charset()));
  }
  const auto offset = lines.first_ill_formed();
  if (!offset || std::exchange(is_ill_formed_, true)) return {};
  const std::string message = ill_formed_message(name_, lines.charset(), *offset, strict_);
  if (strict_) return Error{ErrorCode::ill_formed_text, message};
  io_.warn(message);
  return {};
}

}  // namespace tokmill::cli::input
