#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/manual_page.hpp"

namespace tokmill::cli::app {

/// What `tokmill COMMAND --help` says, in lines of at most `width` columns where words allow it.
[[nodiscard]] std::string help(const Page& page, std::size_t width);

/// What `tokmill --help` says: the commands.
[[nodiscard]] std::string help(const std::vector<Page>& pages, std::string_view description,
                               std::size_t width);

/// Lines behind `indent` blanks, broken between words so that they have at most `width` columns.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace tokmill::cli::app
