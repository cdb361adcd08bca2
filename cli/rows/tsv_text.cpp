#include "rows/tsv_text.hpp"

#include <cstddef>
#include <optional>

namespace tokmill::cli::rows {
namespace {

// The characters after a backslash, and what they mean. ClickHouse writes the first eight.
constexpr std::string_view names = "bfrnt0'\\ave\"`/";
constexpr std::string_view meanings("\b\f\r\n\t\0'\\\a\v\x1B\"`/", names.size());
constexpr std::string_view written_meanings = meanings.substr(0, 8);

std::optional<unsigned> hexadecimal(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  const char folded = static_cast<char>(digit | 0x20);
  if (folded >= 'a' && folded <= 'f') return static_cast<unsigned>(folded - 'a' + 10);
  return std::nullopt;
}

}  // namespace

std::string_view read_tsv_text(std::string_view written, std::string& buffer) {
  std::size_t backslash = written.find('\\');
  if (backslash == std::string_view::npos) return written;
  buffer.clear();
  while (backslash != std::string_view::npos && backslash + 1 < written.size()) {
    buffer += written.substr(0, backslash);
    const char name = written[backslash + 1];
    std::size_t size = 2;
    if (const std::size_t known = names.find(name); known != std::string_view::npos) {
      buffer += meanings[known];
    } else if (name == 'x' && backslash + 3 < written.size() && hexadecimal(written[backslash + 2]) &&
               hexadecimal(written[backslash + 3])) {
      buffer += static_cast<char>(*hexadecimal(written[backslash + 2]) * 16 + *hexadecimal(written[backslash + 3]));
      size = 4;
    } else {
      buffer += written.substr(backslash, 2);
    }
    written.remove_prefix(backslash + size);
    backslash = written.find('\\');
  }
  return buffer += written;
}

void append_tsv_text(std::string_view text, std::string& output) {
  while (true) {
    const std::size_t special = text.find_first_of(written_meanings);
    output += text.substr(0, special);
    if (special == std::string_view::npos) return;
    output += '\\';
    output += names[written_meanings.find(text[special])];
    text.remove_prefix(special + 1);
  }
}

}  // namespace tokmill::cli::rows
