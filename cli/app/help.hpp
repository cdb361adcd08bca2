#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/manual_page.hpp"

namespace tokmill::cli::app {

/// The text of `tokmill COMMAND --help`, in lines of at most `width` columns unless a single word is longer.
[[nodiscard]] std::string help(const Page& page, std::size_t width);

/// The text of `tokmill --help`: all commands.
[[nodiscard]] std::string help(const std::vector<Page>& pages, std::string_view description,
                               std::size_t width);

}  // namespace tokmill::cli::app
