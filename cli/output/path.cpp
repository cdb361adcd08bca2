#include "output/path.hpp"

#include "output/format.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {

std::string printable_path(std::string_view path) {
  std::string text;
  text.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto byte = static_cast<unsigned char>(path[i]);
    // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
    const bool is_c1_control =
        byte == 0xC2 && i + 1 < path.size() && static_cast<unsigned char>(path[i + 1]) < 0xA0;
    if (byte == '\n') {
      text += "\\n";
    } else if (byte == '\t') {
      text += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      text += output::format("\\x{:02X}", byte);
    } else if (is_c1_control) {
      text += output::format("\\xC2\\x{:02X}", static_cast<unsigned char>(path[++i]));
    } else {
      text += path[i];
    }
  }
  return text;
}

std::string printable_message(std::string_view message) {
  std::string text;
  while (!message.empty()) {
    const std::size_t well_formed = find_ill_formed(message).value_or(message.size());
    text += printable_path(message.substr(0, well_formed));
    message.remove_prefix(well_formed);
    if (message.empty()) break;
    text += output::format("\\x{:02X}", static_cast<unsigned char>(message.front()));
    message.remove_prefix(1);
  }
  return text;
}

}  // namespace tokmill::cli::output
