#include "input/charset_messages.hpp"

#include "output/format.hpp"

namespace tokmill::cli {

std::string guess_message(const std::string& name, std::string_view charset, int confidence) {
  return output::format("{}: detected as {} (confidence {} of 100)", name, charset, confidence);
}

std::string mark_message(const std::string& name, std::string_view charset) {
  return output::format("{}: converted from {} because of its byte order mark", name, charset);
}

std::string ill_formed_message(const std::string& name, std::string_view charset, std::uint64_t offset, bool strict) {
  return output::format("{}: not {} at byte {}{}", name, charset, offset,
                        strict ? "" : "; each ill-formed part counts as U+FFFD");
}

}  // namespace tokmill::cli
