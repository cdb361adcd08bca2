#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli {

/// An item of an option that takes a list and may be repeated (`a,b`).
struct ListItem {
  std::string_view text;  ///< Without blanks around it; may be empty.
  std::string_view list;  ///< The value that it comes from.
};

/// The items of all values, which the items view.
[[nodiscard]] std::vector<ListItem> split_lists(const std::vector<std::string>& values);

}  // namespace tokmill::cli
