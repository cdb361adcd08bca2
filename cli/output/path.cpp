#include "output/path.hpp"

namespace tokmill::cli::output {

std::string printable_path(std::string_view path) {
  std::string text;
  for_each_escaped_part(path, Escaped::control_characters, [&text](std::string_view part) { text += part; });
  return text;
}

}  // namespace tokmill::cli::output
