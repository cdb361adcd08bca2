#include "options/exclusive.hpp"

#include <string>

namespace tokmill::cli {

Result<void> at_most_one(std::initializer_list<std::pair<std::string_view, bool>> options) {
  std::string_view first;
  for (const auto& [name, is_given] : options) {
    if (!is_given) continue;
    if (!first.empty()) {
      return Error{ErrorCode::invalid_argument,
                   std::string(first) + " and " + std::string(name) + " cannot be used together"};
    }
    first = name;
  }
  return {};
}

}  // namespace tokmill::cli
