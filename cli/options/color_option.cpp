#include "options/color_option.hpp"

#include <string_view>

#include "output/terminal.hpp"

namespace tokmill::cli {

void ColorOption::declare(Arguments& arguments) {
  arguments.choice("--color", when, {"auto", "always", "never"}, "When to use colors: auto, always or never");
}

bool ColorOption::enabled() const {
  if (when != "auto") return when == "always";
  if (!environment("NO_COLOR").empty()) return false;
  const std::string_view forced = environment("CLICOLOR_FORCE");
  if (!forced.empty() && forced != "0") return true;
  return output_is_terminal() && environment("TERM") != "dumb";
}

}  // namespace tokmill::cli
