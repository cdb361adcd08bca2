#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/manual_page.hpp"

namespace tokmill::cli::app {

/// The manual page tokmill-COMMAND(1), in the format of man(7).
[[nodiscard]] std::string man_page(const Page& page, std::string_view version);

/// The manual page tokmill(1).
[[nodiscard]] std::string man_page(const std::vector<Page>& pages, std::string_view description,
                                   std::string_view version);

}  // namespace tokmill::cli::app
