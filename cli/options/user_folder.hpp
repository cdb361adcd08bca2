#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace tokmill::cli {

/// A folder of the user, as the XDG base directory specification defines it: the value of `variable`, unless it is not
/// an absolute path, else `default_path` in the home folder. nullopt without a home folder.
[[nodiscard]] std::optional<std::filesystem::path> user_folder(const char* variable, std::string_view default_path);

}  // namespace tokmill::cli
