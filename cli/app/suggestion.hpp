#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli::app {

/// `; did you mean X?` for the name X that is most similar to `name`, or `otherwise` if none is similar.
[[nodiscard]] std::string suggestion(std::string_view name, const std::vector<std::string_view>& names,
                                     std::string otherwise = "");

}  // namespace tokmill::cli::app
