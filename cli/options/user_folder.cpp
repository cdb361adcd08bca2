#include "options/user_folder.hpp"

#include "output/terminal.hpp"

namespace tokmill::cli {

// The specification says to ignore a relative path in the variable.
std::optional<std::filesystem::path> user_folder(const char* variable, std::string_view default_path) {
  if (const std::string_view folder = environment(variable); folder.starts_with('/')) return folder;
  if (const std::string_view home = environment("HOME"); home.starts_with('/')) {
    return std::filesystem::path(home) / default_path;
  }
  return std::nullopt;
}

}  // namespace tokmill::cli
